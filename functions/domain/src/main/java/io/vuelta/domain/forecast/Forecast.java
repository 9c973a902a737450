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
 * @param end when all contacts will have been tried; null if that is not known, e.g. because the window never opens
 * @param attempts still to come, those under way included
 * @param billed for them, in all
 * @param basis the source of the shares of answers
 */
public record Forecast(@Nullable Range end, long attempts, Duration billed, AnswerRates.Basis basis) {
    /** Runs of each forecast. */
    private static final int RUNS = 9;

    /** The runs, in order of their ends, that determine the range. */
    private static final int LOW = 1;

    private static final int HIGH = RUNS - 1 - LOW;

    /**
     * An instant that lies between two others in seven of nine cases.
     *
     * @param likely as often earlier as later
     */
    public record Range(Instant from, Instant likely, Instant to) {}

    /** The same figures give the same forecast. */
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
