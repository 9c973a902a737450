package io.vuelta.domain.attempt;

import java.time.Instant;

/** Something that happened to an attempt. The provider's events are delivered at least once and in any order. */
public sealed interface AttemptEvent permits CallEvent, MessageEvent {
    /** When it happened. */
    Instant at();

    /** The code of the event, for the contact's timeline. */
    String what();

    /** Whether the provider reports it by itself, and not only in answer to a look-up. */
    boolean byProvider();
}
