package io.vuelta.domain.line;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a line, which the API calls an integration.
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

    /** The id with this text; empty if the text cannot be an id. */
    public static Optional<LineId> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new LineId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
