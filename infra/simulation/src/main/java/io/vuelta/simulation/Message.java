package io.vuelta.simulation;

import java.time.Instant;

/** A message in a queue, and its number of receives. */
final class Message {
    private final String id;
    private final String body;
    private final String group;
    private int receives;
    private Instant visibleAt;

    Message(String id, String body, String group, Instant visibleAt) {
        this.id = id;
        this.body = body;
        this.group = group;
        this.visibleAt = visibleAt;
    }

    String id() {
        return id;
    }

    String body() {
        return body;
    }

    /** The message group; empty in a standard queue. */
    String group() {
        return group;
    }

    int receives() {
        return receives;
    }

    Instant visibleAt() {
        return visibleAt;
    }

    void visibleAt(Instant again) {
        visibleAt = again;
    }

    boolean isVisible(Instant now) {
        return !visibleAt.isAfter(now);
    }

    /** Whether the message was received, and is neither deleted nor visible again: it blocks the rest of its group. */
    boolean isInFlight(Instant now) {
        return receives > 0 && visibleAt.isAfter(now);
    }

    void received(Instant visibleAgain) {
        receives++;
        visibleAt = visibleAgain;
    }

    /** Moved from the dead-letter queue back as if it were new. */
    void redriven(Instant visible) {
        receives = 0;
        visibleAt = visible;
    }
}
