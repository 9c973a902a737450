package io.vuelta.domain.line;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many attempts the system itself can begin for a line, apart from the rate that the line's provider allows. It is
 * a window: the number of commands that are sent and not reported is at most the number of reports of the last three
 * seconds plus a quarter. So a system that is slower than the plan gets only as much work as it completes, and no queue
 * builds up.
 *
 * <p>At the start nothing is known: the window then grows by one with each report, so it doubles in each round, until
 * an attempt comes late.
 *
 * @param window maximum number of commands that are sent and not reported
 * @param lead from a plan to the moment at which its commands reach dispatch: slots begin no earlier
 * @param lately commands reported in each of the last seconds
 * @param steadySince when an attempt came late; null while the window still grows
 * @param plannedAt when the line was planned last; null before the first time
 */
public record Capacity(
        int window,
        Duration lead,
        List<Second> lately,
        @Nullable Instant steadySince,
        @Nullable Instant plannedAt) {
    static final int MIN_WINDOW = 2;
    static final int MAX_WINDOW = 5_000;
    /**
     * The number of attempts that one command begins: a function that is slow to start is late with these, and not with
     * more.
     */
    private static final int START_WINDOW = 25;

    private static final Duration START_LEAD = Duration.ofMillis(500);

    /** The capacity of a new line. It uses the constants above, so it must come after them. */
    public static final Capacity UNKNOWN = new Capacity(START_WINDOW, START_LEAD, List.of(), null, null);

    private static final Duration MIN_LEAD = Duration.ofMillis(200);
    private static final Duration MAX_LEAD = Duration.ofSeconds(5);

    /** A lead beyond this shows that commands pile up. */
    private static final Duration LONG_LEAD = Duration.ofSeconds(3);

    private static final Duration PERIOD = Duration.ofSeconds(3);

    /** After so long the window may grow again, to find out whether the system has become faster. */
    private static final Duration PROBED_AFTER = Duration.ofSeconds(30);

    /** A line is planned at most so often. */
    private static final Duration BETWEEN_PLANS = Duration.ofSeconds(1);

    private static final Duration BETWEEN_FULL_PLANS = Duration.ofSeconds(2);

    public Capacity {
        lately = List.copyOf(lately);
    }

    /** Commands that were reported within one second. */
    public record Second(Instant at, int reported) {}

    /**
     * The result of one round of reports.
     *
     * @param reported number of commands of which this is the first report
     * @param late number of these that came too late to begin
     * @param lead the longest time from a plan to dispatch; zero if not reported
     */
    public record Round(int reported, int late, Duration lead) {
        public static final Round NOTHING = new Round(0, 0, Duration.ZERO);
    }

    public Capacity with(Round round, Instant now) {
        Duration measured = lead(round);
        boolean late = round.late() > 0 || round.lead().compareTo(LONG_LEAD) > 0;
        List<Second> seconds = lately(round.reported(), now);
        boolean grows = !late && (steadySince == null || !now.isBefore(steadySince.plus(PROBED_AFTER)));
        int next = grows
                ? Math.min(MAX_WINDOW, window + round.reported())
                : Math.max(MIN_WINDOW, (reportedLately(seconds) * 5 + 3) / 4);
        return new Capacity(next, measured, seconds, late ? now : grows ? null : steadySince, plannedAt);
    }

    /** The line is planned now. */
    public Capacity planned(Instant now) {
        return new Capacity(window, lead, lately, steadySince, now);
    }

    /**
     * When the line is planned again: a second after the last plan, or up to two seconds after it while the slots that were
     * given out last for more than a second. A plan between would have no slot to give: it would cost as much and begin nobody
     * sooner.
     *
     * @param nextSlot the first slot that was not given out yet; null if there is none
     */
    Instant nextPlan(@Nullable Instant nextSlot, Instant now) {
        if (plannedAt == null || plannedAt.isAfter(now)) {
            return now;
        }
        Instant soonest = plannedAt.plus(BETWEEN_PLANS);
        if (nextSlot == null) {
            return soonest;
        }
        Instant needed = nextSlot.minus(lead).minus(BETWEEN_PLANS);
        Instant latest = plannedAt.plus(BETWEEN_FULL_PLANS);
        Instant next = needed.isBefore(latest) ? needed : latest;
        return next.isBefore(soonest) ? soonest : next;
    }

    /**
     * Goes half of the way to the longest time of this round, so that one slow command does not hold all slots back; and all of the
     * way up if commands came too late to begin.
     */
    private Duration lead(Round round) {
        Duration reported = round.lead();
        if (reported.isZero()) {
            return lead;
        }
        boolean atOnce = round.late() > 0 && reported.compareTo(lead) > 0;
        Duration next = atOnce ? reported : lead.plus(reported.minus(lead).dividedBy(2));
        return next.compareTo(MIN_LEAD) < 0 ? MIN_LEAD : next.compareTo(MAX_LEAD) > 0 ? MAX_LEAD : next;
    }

    private List<Second> lately(int reported, Instant now) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        List<Second> seconds = new ArrayList<>();
        int more = reported;
        for (Second one : lately) {
            if (one.at().equals(second)) {
                more += one.reported();
            } else if (one.at().isAfter(now.minus(PERIOD)) && one.at().isBefore(second)) {
                seconds.add(one);
            }
        }
        if (more > 0) {
            seconds.add(new Second(second, more));
        }
        return seconds;
    }

    private static int reportedLately(List<Second> seconds) {
        return seconds.stream().mapToInt(Second::reported).sum();
    }
}
