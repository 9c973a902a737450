package io.vuelta.domain.phone;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id by which WhatsApp identifies a person to one business, also if it does not disclose the person's number.
 *
 * @param value the id in WhatsApp's form, e.g. {@code MX.13491208655302741918}; at most 160 characters
 */
public record UserId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z._-]{1,160}");

    public UserId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a user id: " + value);
        }
    }

    /** The user id with this text; empty if the text is not a user id. */
    public static Optional<UserId> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new UserId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
