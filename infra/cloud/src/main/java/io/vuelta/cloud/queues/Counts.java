package io.vuelta.cloud.queues;

/** How many messages of a queue can be received, are with a receiver, and are not due yet. */
public record Counts(int visible, int inFlight, int delayed) {
    public int all() {
        return visible + inFlight + delayed;
    }
}
