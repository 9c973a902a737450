package io.vuelta.providers.whatsapp;

/** What comes of a request to send. */
sealed interface Acceptance {
    record Accepted(SimulatedMessage message) implements Acceptance {}

    /** Accepted, but the answer never arrives. */
    record AcceptedUnheard() implements Acceptance {}

    record Refused(GraphError error) implements Acceptance {}
}
