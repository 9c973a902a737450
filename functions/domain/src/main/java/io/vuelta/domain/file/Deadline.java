package io.vuelta.domain.file;

/** How long whoever reads a file may go on. */
@FunctionalInterface
public interface Deadline {
    /** Whether it is time to end: what is left suffices for sending what has been read, and little more. */
    boolean isShort();
}
