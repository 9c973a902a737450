package io.vuelta.domain.attempt;

import io.vuelta.domain.campaign.ContactStatus;
import java.time.Duration;
import java.time.Instant;

/** The outcome of an attempt for its contact. */
public sealed interface Outcome {
    /** A person answered, or it is unknown who did. */
    record Answered(Duration billed) implements Outcome {}

    /** A machine answered. */
    record Voicemail(Duration billed) implements Outcome {}

    /**
     * The phone rang without an answer or was busy, or the message cannot reach this person now.
     *
     * @param reason {@code BUSY}, {@code NO_ANSWER}, or the provider's code
     * @param atLeast minimum wait before the next try, whatever the campaign's retry delay is; zero for no minimum
     */
    record Unreached(String reason, Duration atLeast) implements Outcome {}

    /**
     * The attempt could not be made, or it is unknown whether it was.
     *
     * @param reason the code of the provider or of Vuelta
     */
    record TechnicalFailure(String reason) implements Outcome {}

    /**
     * The attempt was surely not placed, for a reason that does not concern the contact.
     *
     * @param until when the request may be sent to the provider again
     */
    record NotPlaced(String reason, Instant until) implements Outcome {}

    /** The provider accepted the message: the attempt is over, and later events report its status. */
    record Taken() implements Outcome {}

    /**
     * The message has reached this status, or the person has answered it.
     *
     * @param status delivered, read, accepted or rejected
     */
    record Reached(ContactStatus status) implements Outcome {}

    /** The provider refused the data of this row, and would refuse it again. */
    record Refused(String reason) implements Outcome {}

    /** This row's data cannot be sent, and no request was sent to the provider: this does not count as an attempt. */
    record NotAsked(String reason) implements Outcome {}

    /**
     * It is unknown whether the message was sent, or the call was made: a repetition might contact the person twice.
     */
    record Lost(String reason) implements Outcome {}

    /** The person does not want more messages. */
    record OptedOut(String reason) implements Outcome {}

    /** Whether it is a failure of our system or the provider, not of the contact. */
    default boolean isTechnical() {
        return this instanceof TechnicalFailure || this instanceof Lost;
    }
}
