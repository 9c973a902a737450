package vuelta.domain.ledger;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.Waiting;
import vuelta.domain.contact.ContactId;

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
     * Writes how far the pacer has come, without claiming anybody.
     *
     * @return false if somebody has planned since {@code read}
     */
    boolean mark(CampaignId campaign, Pacing read, Marks marks);

    /**
     * Writes a campaign that has run dry, to its cooldown or its end, provided that it still is as it was read, nobody
     * waits, no attempt is under way and nothing is being loaded. One that is finished leaves its line.
     *
     * @return false if any of that is not so
     */
    boolean runDry(Campaign next);

    /**
     * Writes a campaign whose next cycle begins: whole counts move, the sweep goes back to its start, and no contact is
     * touched.
     *
     * @param next carries the version that was read, and the cycle that begins
     * @param read the counters as they were read; nobody who returns may have changed since
     * @return false if the campaign or those who return have been written since; nothing is changed then
     */
    boolean beginCycle(Campaign next, Counters read);

    /**
     * Writes a campaign that was finished and goes on, because one of its contacts is to be tried again.
     *
     * @param next carries the version that was read
     * @return false if somebody else has written it since; nothing is changed then
     */
    boolean reopen(Campaign next);

    /** What came of a commit. */
    sealed interface Result {
        record Done() implements Result {}

        /**
         * Nothing was written.
         *
         * @param contacts that had been written since, or exist already where they must not
         * @param attempts the same
         * @param limits whether a limit, the plan on which it was based, or another phase of the campaign stood in the way
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
