package vuelta.local.whatsapp;

import java.util.List;

/** What a person makes of a message, in the words of the book. */
public enum Outcome {
    /** Presses the first button, or answers where there is none. */
    ACCEPTED("accepted", Event.SENT, Event.DELIVERED, Event.READ, Event.ACCEPTS),
    /** Presses the second button, or reads where there is none. */
    REJECTED("rejected", Event.SENT, Event.DELIVERED, Event.READ, Event.REJECTS),
    /** Writes that there shall be no more. */
    STOPPED("stopped", Event.SENT, Event.DELIVERED, Event.READ, Event.STOPS),
    READ("read", Event.SENT, Event.DELIVERED, Event.READ),
    DELIVERED("delivered", Event.SENT, Event.DELIVERED),
    /** Meta took it, and says later that it cannot be delivered (131026). */
    UNDELIVERABLE("undeliverable", Event.FAILED);

    private final String word;
    private final List<Event> events;

    Outcome(String word, Event... events) {
        this.word = word;
        this.events = List.of(events);
    }

    public String word() {
        return word;
    }

    List<Event> events() {
        return events;
    }

    /** One thing that Meta tells of a message. */
    enum Event {
        SENT,
        DELIVERED,
        READ,
        FAILED,
        ACCEPTS,
        REJECTS,
        STOPS;

        boolean isReply() {
            return compareTo(ACCEPTS) >= 0;
        }
    }
}
