package io.vuelta.domain.attempt;

import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The record of one call or message: written before the provider is asked, later its log. The latest attempt of a contact is
 * part of the contact; earlier ones are kept on their own.
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

    /** Whether it has an outcome, and the outcome is written to its contact. */
    boolean settled();

    /** Which invocation of dispatch began it: that one alone asks the provider. */
    default String begunBy() {
        return start().begunBy();
    }

    /** The claim that it was begun for. */
    default Place place() {
        return start().place();
    }

    /** The events of it, and when each first happened. */
    SortedMap<String, Instant> eventTimes();

    /** Version of an attempt that is stored on its own: raised by every write; 0 while it is part of its contact. */
    long version();

    /** Surely not placed: it counts as no call and no message. */
    boolean notPlaced();

    /** The provider may have been asked, as far as the record says. */
    boolean mayBePlaced();

    /** No further event is expected. */
    boolean isOver();

    /** Its outcome so far; empty while it is not known. */
    Optional<Outcome> outcome();

    Attempt asSettled();

    /** The attempt with one more event. */
    Attempt withEvent(String what, Instant at);

    /** The attempt without personal data: number, name, the provider's id, and the address of a recording. */
    Attempt erased();

    /** The same attempt with this version of its store. */
    Attempt inVersion(long written);
}
