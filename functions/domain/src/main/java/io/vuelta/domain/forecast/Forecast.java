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
 */
public record Forecast(@Nullable Range end, long attempts, Duration billed, AnswerRates.Basis basis) {
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
        SplittableRandom random =
                new SplittableRandom(situation.waiting() + 31 * situation.retrying() + 961 * situation.underWay());
        List<Instant> ends = new ArrayList<>();
        double attempts = 0;
        for (int i = 0; i < RUNS; i++) {
            CampaignRun run = new CampaignRun(situation, random.split());
            Optional<Instant> end = run.end();
            attempts += run.attempts();
            end.ifPresent(ends::add);
        }
        ends.sort(Instant::compareTo);
        long expected = Math.round(attempts / RUNS);
        return new Forecast(
                ends.size() < RUNS ? null : new Range(ends.get(LOW), ends.get(RUNS / 2), ends.get(HIGH)),
                expected,
                situation.rates().billed().multipliedBy(expected),
                situation.rates().basis());
    }
}
