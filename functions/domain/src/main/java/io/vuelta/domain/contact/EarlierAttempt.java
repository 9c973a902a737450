package io.vuelta.domain.contact;

import io.vuelta.domain.attempt.Attempt;
import java.util.List;

/**
 * An attempt that a later one has replaced in its contact.
 *
 * @param history the decisions about the contact up to the claim for the later attempt
 */
public record EarlierAttempt(Attempt attempt, List<HistoryEntry> history) {
    public EarlierAttempt {
        history = List.copyOf(history);
    }

    /** The earlier attempt without personal data. */
    public EarlierAttempt erased() {
        return new EarlierAttempt(
                attempt.erased(), history.stream().map(HistoryEntry::erased).toList());
    }
}
