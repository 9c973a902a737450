package io.vuelta.domain.pace;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.line.LineId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** An order from the pacer. Delivered at least once and not before its instant, perhaps later. */
public sealed interface Command {
    LineId line();

    /** The command is not carried out before this instant. */
    Instant notBefore();

    /**
     * Begin attempts of one campaign.
     *
     * @param epoch of the campaign when they were planned
     * @param lineEpoch of the line when they were planned
     * @param planned when they were planned
     * @param starts at most {@value #MAX_STARTS}, in the order of their slots
     */
    record Begin(CampaignId campaign, LineId line, long epoch, long lineEpoch, Instant planned, List<Start> starts)
            implements Command {
        /** Number of attempts that one function can begin in about a second. */
        public static final int MAX_STARTS = 25;

        public Begin {
            starts = List.copyOf(starts);
            if (starts.isEmpty() || starts.size() > MAX_STARTS) {
                throw new IllegalArgumentException("a command begins 1 to " + MAX_STARTS + " attempts");
            }
        }

        @Override
        public Instant notBefore() {
            return starts.getFirst().slot();
        }
    }

    /**
     * The command to begin one attempt.
     *
     * @param place which claim it is for: a command of an earlier claim of the same attempt does nothing
     * @param slot not to be begun before
     * @param day on which it is counted
     */
    record Start(ContactId contact, int attempt, Place place, Instant slot, LocalDate day) {
        public AttemptId id() {
            return new AttemptId(contact, attempt);
        }
    }

    /** The command to ask the provider for the state of an attempt. */
    record Ask(AttemptId attempt, LineId line, Place place, Instant notBefore) implements Command {}

    /** Wake the line's pacer. */
    record Wake(LineId line, Instant notBefore) implements Command {}
}
