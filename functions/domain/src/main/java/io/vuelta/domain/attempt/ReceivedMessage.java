package io.vuelta.domain.attempt;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's reply to a message of a campaign.
 *
 * @param attempt the message to which the person replied
 * @param id the provider's id of the reply, 1 to 256 characters
 * @param kind the provider's name of the kind, e.g. {@code text}, {@code button}, {@code image}
 * @param text the written text, or the text of the button or under the picture; at most 4,096 characters, may be empty
 * @param media the provider's id of a picture, a sound or a file; null for none
 */
public record ReceivedMessage(
        AttemptId attempt,
        String id,
        String kind,
        String text,
        @Nullable String media,
        Instant at) {
    public static final int MAX_ID = 256;
    public static final int MAX_TEXT = 4_096;

    public ReceivedMessage {
        if (id.isBlank() || id.length() > MAX_ID) {
            throw new IllegalArgumentException("a received message's id has 1 to " + MAX_ID + " characters: " + id);
        }
        text = cut(text);
    }

    /** Cuts a text between two characters, not within a surrogate pair. */
    private static String cut(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
        return text.substring(0, end);
    }
}
