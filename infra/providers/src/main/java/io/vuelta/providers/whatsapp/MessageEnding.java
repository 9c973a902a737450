package io.vuelta.providers.whatsapp;

import java.util.List;

/** A person's reaction to a message, with its name in the log. */
public enum MessageEnding {
    /** Presses the first button, or answers where there is none. */
    ACCEPTED("accepted"),
    /** Presses the second button, or reads where there is none. */
    REJECTED("rejected"),
    /** Answers with a stop word. */
    STOPPED("stopped"),
    /** Presses "Stop" in WhatsApp's own menu. */
    MENU_STOPPED("menu_stopped"),
    READ("read"),
    DELIVERED("delivered"),
    /** Meta accepted it, and later reports that it cannot be delivered (131026). */
    UNDELIVERABLE("undeliverable");

    private final String code;

    MessageEnding(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** Meta's events of the message, in order. */
    List<Event> events() {
        return switch (this) {
            case ACCEPTED -> List.of(Event.SENT, Event.DELIVERED, Event.READ, Event.ACCEPTS);
            case REJECTED -> List.of(Event.SENT, Event.DELIVERED, Event.READ, Event.REJECTS);
            case STOPPED -> List.of(Event.SENT, Event.DELIVERED, Event.READ, Event.STOPS);
            case MENU_STOPPED -> List.of(Event.SENT, Event.DELIVERED, Event.READ, Event.MENU_STOPS);
            case READ -> List.of(Event.SENT, Event.DELIVERED, Event.READ);
            case DELIVERED -> List.of(Event.SENT, Event.DELIVERED);
            case UNDELIVERABLE -> List.of(Event.FAILED);
        };
    }

    /** One event of a message. */
    enum Event {
        SENT,
        DELIVERED,
        READ,
        FAILED,
        ACCEPTS,
        REJECTS,
        STOPS,
        MENU_STOPS;

        boolean isReply() {
            return compareTo(ACCEPTS) >= 0 && this != MENU_STOPS;
        }
    }
}
