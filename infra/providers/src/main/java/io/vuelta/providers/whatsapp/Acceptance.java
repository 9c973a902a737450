package io.vuelta.providers.whatsapp;

/** The result of a request to send a message. */
sealed interface Acceptance {
    record Accepted(SimulatedMessage message) implements Acceptance {}

    /** Accepted, but the answer never arrives. */
    record AcceptedWithoutAnswer() implements Acceptance {}

    record Refused(GraphError error) implements Acceptance {}
}
