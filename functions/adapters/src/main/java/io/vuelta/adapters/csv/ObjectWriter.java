package io.vuelta.adapters.csv;

import java.io.OutputStream;
import java.util.function.Consumer;

/** A store of objects to which files are written. */
@FunctionalInterface
public interface ObjectWriter {
    /**
     * Writes or overwrites an object. It exists after {@code body} has returned, and is never created if {@code body}
     * throws.
     */
    void write(String key, String contentType, Consumer<OutputStream> body);
}
