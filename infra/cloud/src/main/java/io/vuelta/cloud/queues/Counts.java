package io.vuelta.cloud.queues;

/** The number of messages of a queue that can be received, that are in flight, and that are delayed. */
public record Counts(int visible, int inFlight, int delayed) {
    public int all() {
        return visible + inFlight + delayed;
    }
}
