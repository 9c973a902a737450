package vuelta.domain.suppression;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vuelta.domain.line.Channel;
import vuelta.domain.phone.IdentityKey;
import vuelta.domain.phone.PhoneNumber;

/**
 * An entry of the do-not-contact list: in no campaign may an attempt to reach this number begin while it is in force.
 *
 * @param number canonical, in the form in which it was entered; the entry holds for every form of it
 * @param channel on which it may not be contacted; null: on every channel
 * @param reason for people, 1 to 255 characters, e.g. {@code asked to stop}
 * @param source who put it here, 1 to 64 characters: {@code api}, {@code csv}, {@code reply}
 * @param expires from which instant on it is lapsed; null: never
 */
public record Suppression(
        PhoneNumber number,
        @Nullable Channel channel,
        String reason,
        String source,
        Instant createdAt,
        @Nullable Instant expires) {
    public static final int LONGEST_REASON = 255;

    /** The reason of an entry for which none was given. */
    public static final String NO_REASON = "not given";

    private static final int LONGEST_SOURCE = 64;

    public Suppression {
        check("reason", reason, LONGEST_REASON);
        check("source", source, LONGEST_SOURCE);
    }

    private static void check(String name, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw new IllegalArgumentException(
                    "a do-not-contact entry's " + name + " has 1 to " + longest + " characters, not " + text.length());
        }
    }

    /**
     * What an entry is known by: of two with the same key the later one replaces the earlier.
     *
     * @param person key of the number, whichever form of it was entered
     * @param channel null: every channel
     */
    public record Key(IdentityKey person, @Nullable Channel channel) {}

    public Key key() {
        return new Key(IdentityKey.of(number), channel);
    }

    /** Until just before it expires. */
    public boolean isInForce(Instant now) {
        return expires == null || now.isBefore(expires);
    }

    /** Whether it forbids this channel, while it is in force. */
    public boolean covers(Channel asked) {
        return channel == null || channel == asked;
    }
}
