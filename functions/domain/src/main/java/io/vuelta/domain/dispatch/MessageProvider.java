package io.vuelta.domain.dispatch;

/** A provider of messages. The state of a message cannot be requested: the provider sends reports, or none. */
public interface MessageProvider extends MessageTemplates {
    /**
     * Sends a message to the provider, once: a failed request is never repeated here. Does not throw for errors of the
     * provider or the network; if the result is unknown, it returns AnswerLost.
     */
    PlacementResult send(MessageRequest request);
}
