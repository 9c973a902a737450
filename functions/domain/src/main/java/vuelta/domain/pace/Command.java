package vuelta.domain.pace;

import java.time.Instant;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.line.LineId;

/** What the pacer has others do. Delivered at least once and not before its instant, perhaps later. */
public sealed interface Command {
    LineId line();

    /** Not to be carried out before. */
    Instant notBefore();

    /**
     * Begin an attempt.
     *
     * @param epoch of the campaign when it was planned
     * @param lineEpoch of the line when it was planned
     */
    record Begin(AttemptId attempt, LineId line, long epoch, long lineEpoch, Instant notBefore) implements Command {}

    /** Ask the provider what became of an attempt. */
    record Ask(AttemptId attempt, LineId line, Instant notBefore) implements Command {}

    /** Wake the line's pacer. */
    record Wake(LineId line, Instant notBefore) implements Command {}
}
