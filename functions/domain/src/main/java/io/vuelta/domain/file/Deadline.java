package io.vuelta.domain.file;

/** The time limit for the reader of a file. */
@FunctionalInterface
public interface Deadline {
    /** Whether the reader must stop: the remaining time is only enough to send what has been read. */
    boolean isShort();
}
