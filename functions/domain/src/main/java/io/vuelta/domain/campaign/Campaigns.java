package io.vuelta.domain.campaign;

import io.vuelta.domain.line.LineId;
import java.util.List;
import java.util.Optional;

/** Store of the campaigns. Reads are strongly consistent. */
public interface Campaigns {
    /** Stores a new campaign (version 0). Throws if its id exists already. */
    void create(Campaign campaign);

    Optional<Campaign> find(CampaignId id);

    /**
     * Replaces the campaign, and lists it with its line while it is active, cools down or is paused, in one step. If it
     * has moved to another line, its old line lists it, too, until the old line's pacer {@link #retire}s it.
     *
     * @param next carries the version that was read
     * @return false if it was written by another since; nothing is changed then
     */
    boolean save(Campaign next);

    /**
     * Campaigns, the newest first, without those of tests.
     *
     * @param after the last id of the page before
     * @param limit at least 1
     */
    List<Campaign> list(Optional<CampaignId> after, int limit);

    /** This campaign and the next newer ones, the newest last. */
    List<Campaign> newer(CampaignId from, int limit);

    /** The number of campaigns, counted up to {@code most}. Eventually consistent. */
    int count(int most);

    /** The campaigns that work on the line, or have worked and may still have attempts under way. */
    List<CampaignId> activeOn(LineId line);

    /** The lines of which {@link #activeOn} lists a campaign. */
    List<LineId> linesAtWork();

    Intake intake(CampaignId id);

    /**
     * Writes a campaign that cools down or is finished, provided that it, its pacing and its intake still are as they
     * were read. A finished campaign is removed from its line's list in the same step.
     *
     * @param next carries the version that was read
     * @param pacing version of the campaign's pacing book
     * @return false if any of them has been written since; nothing is changed then
     */
    boolean rest(Campaign next, Intake intake, long pacing);

    /**
     * Removes a campaign from a line's list, on condition that it and its pacing book have not changed since they were
     * read.
     *
     * @param line that no longer has to handle it
     * @param pacing version of the campaign's pacing book
     * @return false if one of them has been written since, or if the campaign is on this line; it stays listed then
     */
    boolean retire(Campaign campaign, LineId line, long pacing);
}
