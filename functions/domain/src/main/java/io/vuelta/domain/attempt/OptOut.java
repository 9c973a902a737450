package io.vuelta.domain.attempt;

import io.vuelta.domain.line.Channel;
import org.jspecify.annotations.Nullable;

/**
 * What a person said in a conversation: contact me no more.
 *
 * @param channel on which they want to be contacted no more; null: on every channel
 * @param reason in the runtime's words, 1 to 255 characters; null if it gives none
 */
public record OptOut(@Nullable Channel channel, @Nullable String reason) {
    /** Whether it forbids this channel. */
    public boolean covers(Channel asked) {
        return channel == null || channel == asked;
    }

    /** Whether it forbids everything that the other one does. */
    public boolean covers(OptOut other) {
        return channel == null || channel == other.channel;
    }
}
