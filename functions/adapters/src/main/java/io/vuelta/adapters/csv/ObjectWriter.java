package io.vuelta.adapters.csv;

import java.io.OutputStream;
import java.util.function.Consumer;

/** Store to which files are written. */
@FunctionalInterface
public interface ObjectWriter {
    /** Writes or overwrites an object. It exists once {@code body} has returned, and never if that throws. */
    void write(String key, String contentType, Consumer<OutputStream> body);
}
