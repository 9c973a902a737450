package io.vuelta.domain.attempt;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.text.StorableText;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person's request in a conversation not to be contacted again.
 *
 * @param channel on which they do not want to be contacted; null: on every channel
 * @param reason a text of the runtime, 1 to 255 characters; null if it gives none
 */
public record OptOut(@Nullable Channel channel, @Nullable String reason) {
    /** An opt-out of every channel, without a reason. */
    public static final OptOut EVERYWHERE = new OptOut(null, null);

    private static final Set<String> YES = Set.of("true", "yes", "success", "1", "si", "sí", "sim", "verdadero");

    private static final Set<String> NO = Set.of(
            "", "false", "no", "não", "nao", "0", "failure", "none", "null", "n/a", "na", "falso", "ninguno",
            "unknown");

    /**
     * The opt-out with these words. A runtime must not lose an opt-out because of its form, so an unknown channel means
     * every channel, and a reason that is too long is cut.
     *
     * @param channel null for every channel
     * @param reason null if there is none
     */
    public static OptOut of(@Nullable String channel, @Nullable String reason) {
        Channel known = channel == null
                ? null
                : Channel.ofWire(channel.strip().toLowerCase(Locale.ROOT)).orElse(null);
        String cut = reason == null
                ? ""
                : StorableText.cut(StorableText.storable(reason).strip(), Suppression.MAX_REASON_LENGTH);
        return new OptOut(known, cut.isBlank() ? null : cut);
    }

    /** Whether this value of an agent or of a voice platform says that the person opted out, as "Yes, he asked". */
    public static boolean isYes(String value) {
        String first = value.strip().split("[,.;:!\n]", 2)[0];
        return YES.contains(first.strip().toLowerCase(Locale.ROOT));
    }

    /** Whether this value says that the person did not opt out. */
    public static boolean isNo(String value) {
        return NO.contains(value.strip().toLowerCase(Locale.ROOT));
    }

    /** Whether it forbids this channel. */
    public boolean covers(Channel requested) {
        return channel == null || channel == requested;
    }

    /** Whether it forbids at least everything that the other one forbids. */
    public boolean covers(OptOut other) {
        return channel == null || channel == other.channel;
    }
}
