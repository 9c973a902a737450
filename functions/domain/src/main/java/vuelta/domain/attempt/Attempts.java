package vuelta.domain.attempt;

import java.util.List;
import java.util.Optional;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.contact.Sweep;

/** Reading attempts; they are written through the ledger. */
public interface Attempts {
    /** Strongly consistent. */
    Optional<Attempt> find(AttemptId id);

    /** The attempts of one partition beyond {@code from}: by contact, then number. */
    Page after(CampaignId campaign, Sweep from, String afterKey, int limit);

    /**
     * A piece of a walk.
     *
     * @param nextKey where the walk goes on in this partition; empty when it is through
     */
    record Page(List<Attempt> attempts, String nextKey) {
        public Page {
            attempts = List.copyOf(attempts);
        }
    }
}
