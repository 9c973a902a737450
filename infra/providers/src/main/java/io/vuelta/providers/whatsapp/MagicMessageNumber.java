package io.vuelta.providers.whatsapp;

import java.util.Optional;

/**
 * Numbers whose last four digits decide the course of a message to them, for any seed. None of their callbacks is lost.
 */
enum MagicMessageNumber {
    ACCEPTED("9101"),
    REJECTED("9102"),
    STOPPED("9103"),
    READ("9104"),
    DELIVERED("9105"),
    UNDELIVERABLE("9106"),
    /** It is sent and accepted, but the connection is cut instead of an answer to the request. */
    CONNECTION_CUT("9107"),
    /** The first request gets 130429; afterwards it is accepted. */
    THROTTLED_ONCE("9108"),
    /** 131050 every time, nothing is sent. */
    OPTED_OUT("9109"),
    /** 132015 every time, nothing is sent. */
    TEMPLATE_PAUSED("9110"),
    /** Reads, and presses "Stop" in WhatsApp's own menu. */
    MENU_STOPPED("9111"),
    /** Answers with a stop word, and shows no number. */
    NAMELESS("9112"),
    /** Answers, and its window closes at once: every text to it gets 131047. */
    WINDOW_CLOSED("9113"),
    /** Accepts a template, and answers a text with a stop word. */
    STOPS_LATER("9114"),
    /** Any other number: the population decides. */
    NONE("");

    private final String ending;

    MagicMessageNumber(String ending) {
        this.ending = ending;
    }

    static MagicMessageNumber of(String to) {
        for (MagicMessageNumber magic : values()) {
            if (to.endsWith(magic.ending)) {
                return magic;
            }
        }
        return NONE;
    }

    Optional<GraphError> refusal() {
        return switch (this) {
            case OPTED_OUT ->
                Optional.of(new GraphError(400, 131050, "Opted out", "the person has stopped marketing messages"));
            case TEMPLATE_PAUSED ->
                Optional.of(
                        new GraphError(400, 132015, "Template is paused", "the template is paused for its quality"));
            case ACCEPTED,
                    REJECTED,
                    STOPPED,
                    READ,
                    DELIVERED,
                    UNDELIVERABLE,
                    CONNECTION_CUT,
                    THROTTLED_ONCE,
                    MENU_STOPPED,
                    NAMELESS,
                    WINDOW_CLOSED,
                    STOPS_LATER,
                    NONE -> Optional.empty();
        };
    }

    /** The fixed outcome; empty if the population decides. */
    Optional<MessageEnding> outcome() {
        return switch (this) {
            case ACCEPTED, CONNECTION_CUT, THROTTLED_ONCE, WINDOW_CLOSED, STOPS_LATER ->
                Optional.of(MessageEnding.ACCEPTED);
            case REJECTED -> Optional.of(MessageEnding.REJECTED);
            case STOPPED, NAMELESS -> Optional.of(MessageEnding.STOPPED);
            case MENU_STOPPED -> Optional.of(MessageEnding.MENU_STOPPED);
            case READ -> Optional.of(MessageEnding.READ);
            case DELIVERED -> Optional.of(MessageEnding.DELIVERED);
            case UNDELIVERABLE -> Optional.of(MessageEnding.UNDELIVERABLE);
            case OPTED_OUT, TEMPLATE_PAUSED, NONE -> Optional.empty();
        };
    }
}
