package io.vuelta.domain.contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The decisions about a contact, and the reason for its status.
 *
 * @param lastUpdate when its status was decided
 * @param reason why the contact is in this status, as a code
 * @param history what was decided about it since the latest attempt but one ended, at most {@value #MAX_HISTORY} entries, of
 *     which the first says how many are left out; earlier decisions are kept with the {@link EarlierAttempt}s
 */
public record DecisionLog(Instant lastUpdate, String reason, List<HistoryEntry> history) {
    /** Decisions that are kept in the contact. */
    static final int MAX_HISTORY = 40;

    public DecisionLog {
        history = List.copyOf(history);
    }

    /** Adds a decision about its status. */
    DecisionLog decided(HistoryEntry decision) {
        return new DecisionLog(decision.at(), decision.what(), with(List.of(decision)));
    }

    /** Adds an entry that is of interest to people but is not about its status. */
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
