package vuelta.domain.ledger;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.Waiting;
import vuelta.domain.contact.ContactId;
import vuelta.domain.contact.Sweep;

/**
 * The one place through which contacts, attempts, counters and limits are written. Everything in a commit is written
 * together or not at all; losing a race is a return value. Throws {@link StoreBusy} when the store refuses for a reason
 * that has nothing to do with what is stored; whether the commit took effect is then unknown.
 */
public interface Ledger {
    Result commit(Commit commit);

    /** Strongly consistent. */
    Pacing pacing(CampaignId campaign);

    /** Strongly consistent. */
    Counters counters(CampaignId campaign);

    /** Writes why the campaign waits; only its line's pacer does. */
    void waiting(CampaignId campaign, @Nullable Waiting waiting);

    /**
     * Moves the sweep without claiming anybody.
     *
     * @return false if somebody has planned since {@code read}
     */
    boolean moveSweep(CampaignId campaign, Pacing read, Sweep to);

    /**
     * Writes a finished campaign, provided that it still is as it was read, nobody waits, no attempt is under way and
     * nothing is being loaded.
     *
     * @return false if any of that is not so
     */
    boolean finish(Campaign finished);

    /** What came of a commit. */
    sealed interface Result {
        record Done() implements Result {}

        /**
         * Nothing was written.
         *
         * @param contacts that had been written since, or exist already where they must not
         * @param attempts the same
         * @param limits whether a limit, or the plan on which it was based, stood in the way
         * @param batch whether the batch had been loaded before
         */
        record Lost(Set<ContactId> contacts, Set<AttemptId> attempts, boolean limits, boolean batch) implements Result {
            public Lost {
                contacts = Set.copyOf(contacts);
                attempts = Set.copyOf(attempts);
            }
        }
    }
}
