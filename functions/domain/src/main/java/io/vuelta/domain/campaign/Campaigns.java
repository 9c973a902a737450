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
     * has moved to another line, the old line also lists it until the old line's pacer removes it by {@link #retire}.
     *
     * @param next has the version that was read
     * @return false if another write has changed it since; then nothing is written
     */
    boolean save(Campaign next);

    /**
     * Campaigns, the newest first, without campaigns of tests.
     *
     * @param after the last id of the previous page
     * @param limit at least 1
     */
    List<Campaign> list(Optional<CampaignId> after, int limit);

    /** This campaign and the next newer ones, the newest last. */
    List<Campaign> newer(CampaignId from, int limit);

    /** The number of campaigns, counted up to {@code most}. Eventually consistent. */
    int count(int most);

    /**
     * The campaigns that are active on the line, or that may still have attempts under way on it: all of them, by their
     * ids.
     */
    List<CampaignId> activeOn(LineId line);

    /** The lines for which {@link #activeOn} is not empty. */
    List<LineId> linesAtWork();

    Intake intake(CampaignId id);

    /**
     * Writes a campaign that cools down or is finished, on condition that the campaign, its pacing book and its intake
     * have not changed since they were read. A finished campaign is removed from its line's list in the same step.
     *
     * @param next has the version that was read
     * @param pacing version of the campaign's pacing book
     * @return false if any of them has been written since; then nothing is changed
     */
    boolean rest(Campaign next, Intake intake, long pacing);

    /**
     * Removes a campaign from a line's list, on condition that it and its pacing book have not changed since they were
     * read.
     *
     * @param line the line that no longer has to handle it
     * @param pacing version of the campaign's pacing book
     * @return false if one of them has been written since, or if the campaign is on this line; it stays listed then
     */
    boolean retire(Campaign campaign, LineId line, long pacing);
}
