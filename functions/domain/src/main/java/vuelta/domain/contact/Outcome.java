package vuelta.domain.contact;

import java.time.Duration;
import java.time.Instant;

/** What an attempt came to, for the contact. */
public sealed interface Outcome {
    /** A person answered, or it cannot be told who did. */
    record Answered(Duration billed) implements Outcome {}

    /** A machine answered. */
    record Voicemail(Duration billed) implements Outcome {}

    /**
     * Rang without success.
     *
     * @param reason {@code BUSY} or {@code NO_ANSWER}
     */
    record Unreached(String reason) implements Outcome {}

    /**
     * The call could not be made, or nobody can say that it was.
     *
     * @param reason the provider's code, or ours
     */
    record TechnicalFailure(String reason) implements Outcome {}

    /**
     * Surely not placed, through no fault of the contact.
     *
     * @param until when the provider may be asked again
     */
    record NotPlaced(String reason, Instant until) implements Outcome {}
}
