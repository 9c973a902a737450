package io.vuelta.domain.line;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many attempts the system itself can begin for a line, independently of the rate that the line's provider allows.
 * It is a window: the number of commands that are sent and not reported is at most the number of reports of the last
 * three seconds plus a quarter. So a system that is slower than planned gets only as much work as it completes, and no
 * queue grows.
 *
 * <p>At the start nothing is known: the window then grows by one with each report, so it doubles in each round, until
 * an attempt is late.
 *
 * @param window maximum number of commands that are sent and not reported
 * @param lead the time from a plan until its commands reach dispatch; no slot begins earlier
 * @param lately the number of commands reported in each of the last seconds
 * @param steadySince when an attempt was late; null while the window still grows
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
     * The first window: the number of attempts that one command begins, so that a slow start of the function makes only
     * these late.
     */
    private static final int START_WINDOW = 25;

    private static final Duration START_LEAD = Duration.ofMillis(500);

    /** The capacity of a new line. It uses the constants above, so it must come after them. */
    public static final Capacity UNKNOWN = new Capacity(START_WINDOW, START_LEAD, List.of(), null, null);

    private static final Duration MIN_LEAD = Duration.ofMillis(200);
    private static final Duration MAX_LEAD = Duration.ofSeconds(5);

    /** A longer lead shows that commands accumulate in the queue. */
    private static final Duration LONG_LEAD = Duration.ofSeconds(3);

    private static final Duration PERIOD = Duration.ofSeconds(3);

    /** After this time the window may grow again, to find out whether the system has become faster. */
    private static final Duration PROBED_AFTER = Duration.ofSeconds(30);

    /** The minimum time between two plans of a line. */
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
     * @param reported the number of commands with their first report
     * @param late the number of these that were too late to begin
     * @param lead the longest time from a plan to dispatch; zero if not reported
     */
    public record Round(int reported, int late, Duration lead) {}

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

    /** The capacity after a plan at {@code now}. */
    public Capacity planned(Instant now) {
        return new Capacity(window, lead, lately, steadySince, now);
    }

    /**
     * When the line is planned again: a second after the last plan, or up to two seconds after it while the assigned
     * slots last for more than a second. An earlier plan would have no free slot: it would have the same cost and no
     * attempt would begin earlier.
     *
     * @param nextSlot the first slot that is not assigned yet; null if there is none
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
     * The new lead. It changes by half of the difference to the longest time of this round, so that one slow command
     * does not delay all slots. It increases by the whole difference if commands were too late to begin.
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
