package io.vuelta.domain.attempt;

import java.time.Instant;

/** Something that happened to an attempt. The provider's events are delivered at least once and in any order. */
public sealed interface AttemptEvent permits CallEvent, MessageEvent {
    /** When it happened. */
    Instant at();

    /** What happened, as a code: for the contact's timeline. */
    String what();

    /** Whether the provider tells of it by itself, and not because it was just asked. */
    boolean byProvider();
}
