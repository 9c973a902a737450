package io.vuelta.cloud.streams;

import io.vuelta.cloud.template.FunctionModel.StreamTrigger;
import java.util.Optional;

/**
 * A function with one of its event source mappings.
 *
 * @param name of the function
 */
public record StreamFunction(String name, StreamTrigger trigger, Code code) {
    /** Handles an event; empty if it failed for any reason. */
    public interface Code {
        Optional<String> call(byte[] event);
    }
}
