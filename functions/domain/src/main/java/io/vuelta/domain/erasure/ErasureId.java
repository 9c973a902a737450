package io.vuelta.domain.erasure;

import java.util.regex.Pattern;

/** The id of an erasure. */
public record ErasureId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    public ErasureId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not an erasure's id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
