package io.vuelta.domain.line;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line's name in the API, where it is called an integration.
 *
 * @param value letters, digits, {@code _} and {@code -}: it is part of a schedule's name
 */
public record LineId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z_-]{1,48}");

    public LineId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a line id: " + value);
        }
    }

    /** Empty for text that cannot be one. */
    public static Optional<LineId> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new LineId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
