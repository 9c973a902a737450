package io.vuelta.domain.pace;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.line.LineId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** An order from the pacer. Delivered at least once, at its instant or later. */
public sealed interface Command {
    LineId line();

    /** The command is not carried out before this instant. */
    Instant notBefore();

    /**
     * The command to begin attempts of one campaign.
     *
     * @param epoch the campaign's epoch when the attempts were planned
     * @param lineEpoch the line's epoch when the attempts were planned
     * @param planned when the attempts were planned
     * @param starts the attempts to begin, at most {@value #MAX_STARTS}, in the order of their slots
     */
    record Begin(CampaignId campaign, LineId line, long epoch, long lineEpoch, Instant planned, List<Start> starts)
            implements Command {
        /** Maximum number of attempts of one command: one function can begin them in about a second. */
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
     * One attempt to begin.
     *
     * @param place the claim of the attempt; a command for an earlier claim of the same attempt does nothing
     * @param slot the attempt does not begin before this instant
     * @param day the day on which the attempt is counted
     */
    record Start(ContactId contact, int attempt, Place place, Instant slot, LocalDate day) {
        public AttemptId id() {
            return new AttemptId(contact, attempt);
        }
    }

    /** The command to request the state of an attempt from the provider. */
    record Ask(AttemptId attempt, LineId line, Place place, Instant notBefore) implements Command {}

    /** The command to wake the line's pacer. */
    record Wake(LineId line, Instant notBefore) implements Command {}
}
