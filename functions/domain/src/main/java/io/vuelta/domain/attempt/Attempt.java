package io.vuelta.domain.attempt;

import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The record of one call or message: written before the request to the provider, later its log. The latest attempt of a
 * contact is part of the contact; earlier ones are stored separately.
 */
public sealed interface Attempt permits Call, Message {
    /** The data that is fixed when the attempt begins. */
    AttemptStart start();

    default AttemptId id() {
        return start().id();
    }

    default LineId line() {
        return start().line();
    }

    default PhoneNumber to() {
        return start().to();
    }

    default String contactName() {
        return start().contactName();
    }

    default Instant createdAt() {
        return start().createdAt();
    }

    /** Whether the attempt has an outcome that has been written to its contact. */
    boolean settled();

    /** The invocation of dispatch that began the attempt: only this invocation sends the request to the provider. */
    default String begunBy() {
        return start().begunBy();
    }

    /** The claim for which the attempt was begun. */
    default Place place() {
        return start().place();
    }

    /** The attempt's events, and when each first happened. */
    SortedMap<String, Instant> eventTimes();

    /**
     * The version of an attempt that is stored separately: raised by every write; 0 while the attempt is part of its
     * contact.
     */
    long version();

    /** Whether the attempt was surely not placed: it then counts neither as a call nor as a message. */
    boolean notPlaced();

    /** Whether the request may have been sent to the provider, according to the record. */
    boolean mayBePlaced();

    /** Whether no further event is expected. */
    boolean isOver();

    /** The outcome so far; empty while it is unknown. */
    Optional<Outcome> outcome();

    Attempt asSettled();

    /** The attempt with one more event. */
    Attempt withEvent(String what, Instant at);

    /** The attempt without personal data: number, name, the provider's id, and the address of a recording. */
    Attempt erased();

    /** The same attempt with this version. */
    Attempt inVersion(long written);
}
