package io.vuelta.domain.attempt;

import java.time.Instant;

/** Something that happened to an attempt. The provider's events are delivered at least once and in any order. */
public sealed interface AttemptEvent permits CallEvent, MessageEvent {
    /** When it happened. */
    Instant at();

    /** The code of the event, for the contact's timeline. */
    String what();

    /** Whether the provider reports this event without a request, and not only as the result of a status request. */
    boolean byProvider();
}
