package io.vuelta.domain.file;

/** The time that the reader of a file has. */
@FunctionalInterface
public interface Deadline {
    /** Whether the reader must stop: the remaining time is only enough to send what has been read. */
    boolean isShort();
}
