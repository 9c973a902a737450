package io.vuelta.domain.forecast;

import io.vuelta.domain.count.AnswerRates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The forecast of a campaign. The campaign is simulated several times by the pacer's own rules, each time with other
 * random outcomes.
 *
 * @param end when all contacts will have been tried; null if unknown, e.g. because the window never opens
 * @param attempts the number of future attempts, including those under way
 * @param billed the total billed time of these attempts
 * @param basis the source of the shares of answers
 * @param until what ends at {@code end}: a campaign that repeats without a near end is only forecast for its current
 *     cycle, or for the next one while it cools down
 */
public record Forecast(@Nullable Range end, long attempts, Duration billed, AnswerRates.Basis basis, Until until) {
    /** What a forecast covers. */
    public enum Until {
        CAMPAIGN,
        CYCLE
    }

    /** Maximum number of cycles that begin in a forecast of the whole campaign. More would say little and take long. */
    static final int MAX_CYCLES = 10;

    /** Number of runs of each forecast. */
    private static final int RUNS = 9;

    /** The indexes of the runs, in the order of their ends, that determine the range. */
    private static final int LOW = 1;

    private static final int HIGH = RUNS - 1 - LOW;

    /**
     * The range of an instant, which lies between {@code from} and {@code to} in seven of nine cases.
     *
     * @param likely the median
     */
    public record Range(Instant from, Instant likely, Instant to) {}

    /** The forecast of a situation. The same figures give the same forecast. */
    public static Forecast of(Situation situation) {
        return of(situation, MAX_CYCLES, Until.CAMPAIGN)
                .or(() -> of(situation, situation.coolsDown() ? 1 : 0, Until.CYCLE))
                .orElseThrow();
    }

    /** Empty if the whole campaign is wanted, and more than {@code maxCycles} cycles would begin. */
    private static Optional<Forecast> of(Situation situation, int maxCycles, Until until) {
        SplittableRandom random =
                new SplittableRandom(situation.waiting() + 31 * situation.retrying() + 961 * situation.underWay());
        List<Instant> ends = new ArrayList<>();
        double attempts = 0;
        for (int i = 0; i < RUNS; i++) {
            CampaignRun run = new CampaignRun(situation, random.split(), maxCycles);
            Optional<Instant> end = run.end();
            if (until == Until.CAMPAIGN && run.isCutOff()) {
                return Optional.empty();
            }
            attempts += run.attempts();
            end.ifPresent(ends::add);
        }
        ends.sort(Instant::compareTo);
        long expected = Math.round(attempts / RUNS);
        return Optional.of(new Forecast(
                ends.size() < RUNS ? null : new Range(ends.get(LOW), ends.get(RUNS / 2), ends.get(HIGH)),
                expected,
                situation.rates().billed().multipliedBy(expected),
                situation.rates().basis(),
                until));
    }
}
