package io.vuelta.domain.count;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.count.HourlyFigures.Figure;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.store.Parallel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The answer rates of each line in the last 30 days, over all of its campaigns. It reads the figures of these days and
 * the campaigns that were active in them. Because this is expensive, it computes the rates of all lines together, and
 * caches the result for an hour. A campaign counts for its present line.
 */
public final class LineRates {
    public static final int DAYS = 30;

    private static final Duration KEPT = Duration.ofHours(1);

    /** Maximum number of campaigns that are read: the newest of those that were active. */
    private static final int MAX_CAMPAIGNS = 200;

    private final Counts counts;
    private final Campaigns campaigns;
    private final Parallel parallel;
    private final InstantSource clock;
    private volatile @Nullable Known known;

    public LineRates(Counts counts, Campaigns campaigns, Parallel parallel, InstantSource clock) {
        this.counts = counts;
        this.campaigns = campaigns;
        this.parallel = parallel;
        this.clock = clock;
    }

    private record Known(Map<LineId, Calls> lines, Instant readAt) {}

    /**
     * The figures of ended calls.
     *
     * @param seconds total time from beginning to end, in seconds
     * @param billed total billed time, in seconds
     */
    private record Calls(long over, long answered, long machine, double seconds, double billed) {
        Calls plus(Calls other) {
            return new Calls(
                    over + other.over,
                    answered + other.answered,
                    machine + other.machine,
                    seconds + other.seconds,
                    billed + other.billed);
        }

        AnswerRates rates() {
            return AnswerRates.of(over, answered, machine, average(seconds), average(billed), AnswerRates.Basis.LINE);
        }

        private Duration average(double all) {
            return Duration.ofMillis(Math.round(1_000 * all / over));
        }
    }

    /** The number of the line's ended calls that began in these days. */
    public long calls(LineId line) {
        return Optional.ofNullable(lines().get(line)).map(Calls::over).orElse(0L);
    }

    /** The rates of a line; empty if fewer than {@value AnswerRates#MIN_CALLS} of its calls have ended. */
    public Optional<AnswerRates> of(LineId line) {
        return Optional.ofNullable(lines().get(line))
                .filter(calls -> calls.over() >= AnswerRates.MIN_CALLS)
                .map(Calls::rates);
    }

    private Map<LineId, Calls> lines() {
        Instant now = clock.instant();
        Known there = known;
        if (there == null || there.readAt().plus(KEPT).isBefore(now)) {
            there = new Known(read(now), now);
            known = there;
        }
        return there.lines();
    }

    private Map<LineId, Calls> read(Instant now) {
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        List<LocalDate> days =
                today.minusDays(DAYS).datesUntil(today.plusDays(1)).toList();
        Map<CampaignId, HourlyFigures> moved = new ConcurrentHashMap<>();
        parallel.forEach(
                days,
                day -> counts.moved(day)
                        .forEach((campaign, figures) -> moved.merge(campaign, figures, HourlyFigures::plus)));
        List<CampaignId> newest = moved.keySet().stream()
                .filter(id -> !id.isTest())
                .sorted(Comparator.comparing(CampaignId::value).reversed())
                .limit(MAX_CAMPAIGNS)
                .toList();
        Map<LineId, Calls> lines = new ConcurrentHashMap<>();
        parallel.forEach(
                newest,
                id -> campaigns
                        .find(id)
                        .filter(campaign -> campaign.settings().channel() == Channel.PHONE_CALL)
                        .ifPresent(campaign -> calls(campaign, moved.getOrDefault(id, HourlyFigures.NONE), now)
                                .ifPresent(calls -> lines.merge(campaign.line(), calls, Calls::plus))));
        return lines;
    }

    /**
     * The figures of a campaign's calls. The average duration is that of the whole campaign, because durations are not
     * counted by day.
     */
    private Optional<Calls> calls(Campaign campaign, HourlyFigures moved, Instant now) {
        List<Tally> parts = counts.all(campaign.id());
        HourlyFigures hours = parts.stream().map(Tally::hours).reduce(moved, HourlyFigures::plus);
        Counters counters = parts.stream()
                .map(part -> part.in(campaign.cycle().number()))
                .reduce(Sums.NONE, Sums::plus)
                .counters();
        Map<Figure, Long> sum = hours.hours().tailMap(now.minus(Duration.ofDays(DAYS))).values().stream()
                .reduce(Map.of(), HourlyFigures::sum);
        long answered = sum.getOrDefault(Figure.ANSWERED, 0L);
        long machine = sum.getOrDefault(Figure.VOICEMAIL, 0L);
        long over = answered + machine + sum.getOrDefault(Figure.FAILED, 0L);
        if (over <= 0 || counters.callsOver() == 0) {
            return Optional.empty();
        }
        double share = (double) over / counters.callsOver();
        return Optional.of(
                new Calls(over, answered, machine, share * counters.callSeconds(), share * counters.billedSeconds()));
    }
}
