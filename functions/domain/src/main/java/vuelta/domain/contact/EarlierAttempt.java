package vuelta.domain.contact;

import java.util.List;
import vuelta.domain.attempt.Attempt;

/**
 * An attempt that a later one has replaced in its contact.
 *
 * @param history decisions about the contact up to the claim for the later attempt
 */
public record EarlierAttempt(Attempt attempt, List<HistoryEntry> history) {
    public EarlierAttempt {
        history = List.copyOf(history);
    }
}
