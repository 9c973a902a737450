package io.vuelta.domain.attempt;

import io.vuelta.domain.line.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A person's request in a conversation not to be contacted again.
 *
 * @param channel on which they do not want to be contacted; null: on every channel
 * @param reason a text of the runtime, 1 to 255 characters; null if it gives none
 */
public record OptOut(@Nullable Channel channel, @Nullable String reason) {
    /** Whether it forbids this channel. */
    public boolean covers(Channel requested) {
        return channel == null || channel == requested;
    }

    /** Whether it forbids at least everything that the other one forbids. */
    public boolean covers(OptOut other) {
        return channel == null || channel == other.channel;
    }
}
