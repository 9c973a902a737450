package io.vuelta.domain.contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The decisions about a contact, and the reason for its status.
 *
 * @param lastUpdate when the status was decided
 * @param reason why the contact is in this status, as a code
 * @param history the decisions since the end of the attempt before the latest, at most {@value #MAX_HISTORY} entries,
 *     of which the first has the number of omitted ones; earlier decisions are stored with each {@link EarlierAttempt}
 */
public record DecisionLog(Instant lastUpdate, String reason, List<HistoryEntry> history) {
    /** Maximum number of decisions that are stored in the contact. */
    static final int MAX_HISTORY = 40;

    public DecisionLog {
        history = List.copyOf(history);
    }

    /** Adds a decision about the contact's status. */
    DecisionLog decided(HistoryEntry decision) {
        return new DecisionLog(decision.at(), decision.what(), with(List.of(decision)));
    }

    /** Adds an entry that is of interest to people but does not concern the contact's status. */
    DecisionLog noted(HistoryEntry note) {
        return in(with(List.of(note)));
    }

    /** The same reason with other entries. */
    DecisionLog in(List<HistoryEntry> entries) {
        return new DecisionLog(lastUpdate, reason, entries);
    }

    /** The entries with more after them. */
    List<HistoryEntry> with(List<HistoryEntry> more) {
        List<HistoryEntry> all = new ArrayList<>(history);
        all.addAll(more);
        return HistoryEntry.latest(all, MAX_HISTORY);
    }
}
