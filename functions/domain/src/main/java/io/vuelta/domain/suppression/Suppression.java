package io.vuelta.domain.suppression;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.IdentityKey;
import io.vuelta.domain.phone.PhoneNumber;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the do-not-contact list: while it is in force, no attempt to this number may begin in any campaign.
 *
 * @param number the canonical number, in the form in which it was entered; the entry applies to every form of it
 * @param channel the channel on which the number may not be contacted; null: every channel
 * @param reason a text for people, 1 to 255 characters, e.g. {@code asked to stop}
 * @param source the origin of the entry, 1 to 64 characters: {@code api}, {@code csv}, {@code reply}
 * @param expires the instant from which the entry is expired; null: never
 * @param notBefore an instant before which WhatsApp's menu must not end the entry, because the entry replaced one of
 *     another source that expires then; null: none
 */
public record Suppression(
        PhoneNumber number,
        @Nullable Channel channel,
        String reason,
        String source,
        Instant createdAt,
        @Nullable Instant expires,
        @Nullable Instant notBefore) {
    public static final int MAX_REASON_LENGTH = 255;

    /** The reason of an entry without a stated reason. */
    public static final String NO_REASON = "not given";

    private static final int MAX_SOURCE_LENGTH = 64;

    public Suppression {
        check("reason", reason, MAX_REASON_LENGTH);
        check("source", source, MAX_SOURCE_LENGTH);
    }

    /** An entry that WhatsApp's menu has not written. */
    public Suppression(
            PhoneNumber number,
            @Nullable Channel channel,
            String reason,
            String source,
            Instant createdAt,
            @Nullable Instant expires) {
        this(number, channel, reason, source, createdAt, expires, null);
    }

    private static void check(String name, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw new IllegalArgumentException(
                    "a do-not-contact entry's " + name + " has 1 to " + longest + " characters, not " + text.length());
        }
    }

    /**
     * The key of an entry: if two have the same key, the later one replaces the earlier.
     *
     * @param person the key of the number, the same for every form of it
     * @param channel the channel; null: every channel
     */
    public record Key(IdentityKey person, @Nullable Channel channel) {}

    public Key key() {
        return new Key(IdentityKey.of(number), channel);
    }

    /** The part of the entry that a suppressed contact stores. */
    public Brief brief() {
        return new Brief(channel, source, createdAt, expires, reason);
    }

    /**
     * A short form of an entry.
     *
     * @param reason the first {@value #MAX_BRIEF_REASON} characters of the reason
     */
    public record Brief(
            @Nullable Channel channel,
            String source,
            Instant createdAt,
            @Nullable Instant expires,
            String reason) {
        private static final int MAX_BRIEF_REASON = 60;
        private static final String BETWEEN = "|";
        private static final int PARTS = 5;

        /** The reason is cut between two characters. */
        public Brief {
            if (reason.length() > MAX_BRIEF_REASON) {
                int end = Character.isHighSurrogate(reason.charAt(MAX_BRIEF_REASON - 2))
                        ? MAX_BRIEF_REASON - 2
                        : MAX_BRIEF_REASON - 1;
                reason = reason.substring(0, end) + "…";
            }
            createdAt = createdAt.truncatedTo(ChronoUnit.SECONDS);
            expires = expires == null ? null : expires.truncatedTo(ChronoUnit.SECONDS);
        }

        /** The entry as a text that {@link #parse} reads: about 30 bytes plus the reason. */
        public String text() {
            return String.join(
                    BETWEEN,
                    channel == null ? "" : channel.wire(),
                    source.replace(BETWEEN, "/"),
                    Long.toString(createdAt.getEpochSecond()),
                    expires == null ? "" : Long.toString(expires.getEpochSecond()),
                    reason);
        }

        /** Parses a text of {@link #text}. Throws IllegalArgumentException for any other text. */
        public static Brief parse(String text) {
            String[] parts = text.split(Pattern.quote(BETWEEN), PARTS);
            if (parts.length != PARTS) {
                throw new IllegalArgumentException("no entry in short: " + text);
            }
            return new Brief(
                    Channel.ofWire(parts[0]).orElse(null),
                    parts[1],
                    Instant.ofEpochSecond(Long.parseLong(parts[2])),
                    parts[3].isEmpty() ? null : Instant.ofEpochSecond(Long.parseLong(parts[3])),
                    parts[4]);
        }
    }

    /** Whether the entry has not expired. */
    public boolean isInForce(Instant now) {
        return expires == null || now.isBefore(expires);
    }

    /** Whether the entry forbids this channel and has not expired. */
    public boolean covers(Channel requested) {
        return channel == null || channel == requested;
    }
}
