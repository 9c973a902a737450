package io.vuelta.cloud.streams;

import io.vuelta.cloud.template.FunctionModel.StreamTrigger;
import java.util.Optional;

/**
 * A function and an event source mapping of it.
 *
 * @param name of the function
 */
public record StreamFunction(String name, StreamTrigger trigger, Code code) {
    /** Takes an event; empty if it failed, in whatever way. */
    public interface Code {
        Optional<String> call(byte[] event);
    }
}
