package io.vuelta.domain.settle;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * A reply that quotes an unknown message: the message was sent a moment ago and is not recorded yet, or it belongs to
 * another system that writes from the same number.
 *
 * @param line the line that received the reply
 * @param from the sender
 * @param quoted the provider's id of the message that is quoted
 * @param event the meaning of the reply for that message
 * @param id the provider's id of the reply; null if it has none that can be stored
 * @param kind the provider's name of the kind
 * @param text the written text; may be empty
 * @param media the provider's id of a picture, a sound or a file; null for none
 */
public record EarlyReply(
        LineId line,
        PhoneNumber from,
        String quoted,
        MessageEvent event,
        @Nullable String id,
        String kind,
        String text,
        @Nullable String media) {
    /** The reply in its stored form; null without an id. */
    @Nullable
    ReceivedMessage to(AttemptId attempt) {
        return id == null ? null : new ReceivedMessage(attempt, id, kind, text, media, event.at());
    }
}
