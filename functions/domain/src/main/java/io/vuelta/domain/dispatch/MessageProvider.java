package io.vuelta.domain.dispatch;

/** A provider of messages. It cannot be asked for the state of a message: it reports that by itself, or never. */
public interface MessageProvider extends MessageTemplates {
    /**
     * Asks the provider to send a message, once: a failed request is never repeated here. Does not throw for
     * what a provider or a network may do; what cannot be known comes back as AnswerLost.
     */
    PlacementResult send(MessageRequest request);
}
