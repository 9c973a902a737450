package io.vuelta.domain.campaign;

import io.vuelta.domain.line.LineId;
import java.util.List;
import java.util.Optional;

/** Where campaigns are kept. Reads are strongly consistent. */
public interface Campaigns {
    /** Keeps a new campaign (version 0). Throws if its id is taken. */
    void create(Campaign campaign);

    Optional<Campaign> find(CampaignId id);

    /**
     * Replaces the campaign, and lists it with its line while it works, cools down or is paused, in one step. One that has
     * left another line stays listed there, too, until that line's pacer {@link #retire}s it.
     *
     * @param next carries the version that was read
     * @return false if somebody else has written it since; nothing is changed then
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

    /** How many there are, counted up to {@code most}. Eventually consistent. */
    int count(int most);

    /** The campaigns that work on the line, or have worked and may still have attempts under way. */
    List<CampaignId> activeOn(LineId line);

    /** The lines of which {@link #activeOn} lists a campaign. */
    List<LineId> linesAtWork();

    Intake intake(CampaignId id);

    /**
     * Writes a campaign that cools down or is finished, provided that it, its pacing and its intake still are as they were
     * read. One that is finished leaves its line's list, in the same step.
     *
     * @param next carries the version that was read
     * @param pacing version of the campaign's pacing book
     * @return false if any of them has been written since; nothing is changed then
     */
    boolean rest(Campaign next, Intake intake, long pacing);

    /**
     * Takes a campaign off a line's list, provided that it and its pacing still are as they were read.
     *
     * @param line that does not have to look after it any more
     * @param pacing version of the campaign's pacing book
     * @return false if one of them has been written since, or if the campaign works on this very line; it stays listed then
     */
    boolean retire(Campaign campaign, LineId line, long pacing);
}
