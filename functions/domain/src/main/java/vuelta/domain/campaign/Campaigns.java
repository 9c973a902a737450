package vuelta.domain.campaign;

import java.util.List;
import java.util.Optional;
import vuelta.domain.line.LineId;

/** Where campaigns are kept. Reads are strongly consistent. */
public interface Campaigns {
    /** Keeps a new campaign (version 0). Throws if its id is taken. */
    void create(Campaign campaign);

    Optional<Campaign> find(CampaignId id);

    /**
     * Replaces the campaign, and lists it with its line while it works or cools down, in one step.
     *
     * @param next carries the version that was read
     * @return false if somebody else has written it since; nothing is changed then
     */
    boolean save(Campaign next);

    /**
     * Campaigns, the newest first.
     *
     * @param after the last id of the page before
     * @param limit at least 1
     */
    List<Campaign> list(Optional<CampaignId> after, int limit);

    /** The campaigns that work on the line, or have worked and may still have attempts under way. */
    List<CampaignId> activeOn(LineId line);

    /**
     * Takes a campaign off its line's list, provided that it still is as it was read and has no attempt under way.
     *
     * @return false if it is not, or has; it stays listed then
     */
    boolean retire(Campaign campaign);
}
