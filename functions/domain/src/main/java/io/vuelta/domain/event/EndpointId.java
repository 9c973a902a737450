package io.vuelta.domain.event;

import java.util.regex.Pattern;

/**
 * The id of an endpoint.
 *
 * @param value letters, digits, {@code _} and {@code -}
 */
public record EndpointId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    /** The reserved id for the runtime of the agent of an event's campaign; no endpoint has this id. */
    public static final EndpointId RUNTIME = new EndpointId("runtime");

    public EndpointId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not an endpoint id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
