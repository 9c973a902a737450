package io.vuelta.domain.count;

import io.vuelta.domain.campaign.CampaignId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Store of the counts of campaigns. Reads are strongly consistent. */
public interface Counts {
    /** The sums of all parts in the campaign's cycle. */
    Sums sums(CampaignId campaign, int cycle);

    Tally find(CampaignId campaign, int slot);

    /**
     * Writes one part, and adds to the figures of days, in one step.
     *
     * @param next has the version that was read
     * @param moved hours whose figures are added to the items of their days
     * @return false if another process has written it since; then nothing is changed
     */
    boolean save(Tally next, HourlyFigures moved);

    /**
     * The figures of a campaign in the items of these days of UTC; the figures that its parts still have are in {@link
     * #all}. At most 100 days.
     */
    HourlyFigures moved(CampaignId campaign, List<LocalDate> days);

    /** The figures of each campaign that has figures for this day of UTC. */
    Map<CampaignId, HourlyFigures> moved(LocalDate day);

    /**
     * The figures of a campaign's hours in some days of UTC, at most 100, including those that its parts still have.
     */
    default HourlyFigures hours(CampaignId campaign, List<LocalDate> days) {
        SortedMap<Instant, Map<HourlyFigures.Figure, Long>> all =
                new TreeMap<>(plusParts(campaign, moved(campaign, days)).hours());
        all.keySet()
                .removeIf(hour -> !days.contains(hour.atOffset(ZoneOffset.UTC).toLocalDate()));
        return new HourlyFigures(all).withoutEmpty();
    }

    /** Adds the figures that the campaign's parts still have. */
    default HourlyFigures plusParts(CampaignId campaign, HourlyFigures moved) {
        return all(campaign).stream()
                .map(Tally::hours)
                .reduce(moved, HourlyFigures::plus)
                .withoutEmpty();
    }

    /** Every part that has been written. */
    List<Tally> all(CampaignId campaign);

    /**
     * Writes several parts together, or nothing.
     *
     * @param next the parts; each has the version that was read
     * @return false if one of them has been written since
     */
    boolean replace(List<Tally> next);
}
