package io.vuelta.simulation;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.LINE;
import static io.vuelta.testkit.World.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.count.AnswerRates;
import io.vuelta.domain.count.LineRates;
import io.vuelta.domain.forecast.Forecast;
import io.vuelta.domain.forecast.LineShare;
import io.vuelta.domain.forecast.Situation;
import io.vuelta.domain.pace.Command;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.ScriptedCallProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares forecasts with the time that campaigns then take on virtual time. The pacer is the real one; the people are random.
 * {@code -Dforecast.table} prints each campaign.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("slow")
@ExtendWith(LowestPriority.class)
class ForecastAccuracyTest {
    private static final int LINES = 50;
    private static final double WITHIN = 0.20;
    private static final double SHARE = 0.80;

    /**
     * The result of a forecast.
     *
     * @param error the error, as a share of the remaining time
     */
    private record Outcome(
            long seed, String settings, Duration left, Duration predicted, double error, boolean inRange) {
        @Override
        public String toString() {
            return "%4d %-70s %10s %10s %6.1f %% %s"
                    .formatted(seed, settings, left, predicted, 100 * error, inRange ? "" : "out of range");
        }
    }

    /** The forecast was developed with the first seeds; it was never adapted to the others. */
    @ParameterizedTest
    @CsvSource({"1, 200", "10001, 50"})
    void of_many_campaigns_eight_in_ten_end_within_a_fifth_of_the_predicted_time(long first, int campaigns) {
        List<Outcome> outcomes = LongStream.range(first, first + campaigns)
                .parallel()
                .mapToObj(seed -> new Model(seed).run())
                .toList();
        assertMostAreRight(outcomes);
    }

    /** One campaign of each line runs to its end, and its counts are the basis of the forecast for the next one. */
    @Test
    void the_forecast_of_a_campaign_without_figures_uses_those_of_its_line() {
        List<Outcome> outcomes = LongStream.rangeClosed(1, LINES)
                .parallel()
                .mapToObj(seed -> {
                    Model before = new Model(2 * seed, seed);
                    var _ = before.run();
                    return new Model(2 * seed + 1, seed)
                            .withRates(before.rates())
                            .run();
                })
                .toList();

        assertMostAreRight(outcomes);
    }

    private static void assertMostAreRight(List<Outcome> outcomes) {
        if (System.getProperty("forecast.table") != null) {
            outcomes.forEach(System.out::println);
        }
        List<Outcome> wrong = outcomes.stream()
                .filter(outcome -> Math.abs(outcome.error()) > WITHIN)
                .toList();
        System.out.printf("forecasts of %d campaigns, %d wrong by more than a fifth%n", outcomes.size(), wrong.size());

        assertThat(wrong.size()).as("%s", wrong).isLessThanOrEqualTo((int) Math.round(outcomes.size() * (1 - SHARE)));
    }

    /** A model of the called people and the pacer, from the first call until the campaign is finished. */
    private static final class Model {
        private final long seed;
        private final SplittableRandom random;
        private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparing(Event::at));
        private final World world;
        private final String description;
        private final double answered;
        private final double machine;
        private final int talkSeconds;
        private boolean tickAhead;
        private Optional<AnswerRates> line = Optional.empty();

        private record Event(Instant at, Runnable happens) {}

        Model(long seed) {
            this(seed, seed);
        }

        /** The answers of people, by the seed of the line. */
        Model(long seed, long line) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            SplittableRandom people = seed == line ? random : new SplittableRandom(line);
            int contacts = random.nextInt(100, 260);
            int retries = random.nextInt(3);
            int concurrency = random.nextInt(1, 7);
            Duration delay = Duration.ofMinutes(List.of(0, 1, 5, 30).get(random.nextInt(4)));
            Duration throttle = Duration.ofSeconds(List.of(0, 0, 3, 20).get(random.nextInt(4)));
            int sort = random.nextInt(4);
            var settings = Examples.with()
                    .concurrency(concurrency)
                    .retries(retries)
                    .retryDelay(delay)
                    .throttle(throttle);
            if (sort == 1) {
                settings = settings.daily("09:00", "10:00");
            }
            if (sort == 2) {
                settings = settings.messageLimit(Math.max(55, contacts / 3));
            }
            this.answered = 0.1 + 0.6 * people.nextDouble();
            this.machine = (1 - answered) * people.nextDouble();
            this.talkSeconds = people.nextInt(20, 150);
            CampaignSettings all = settings.build();
            this.world = new World(all).load(contacts);
            this.description = "%d contacts, %d at once, %d retries after %s, throttle %s%s"
                    .formatted(
                            contacts,
                            concurrency,
                            retries,
                            delay,
                            throttle,
                            sort == 1 ? ", an hour a day" : sort == 2 ? ", daily limit" : "");
        }

        /** The forecast is made before the first call, from these rates. */
        Model withRates(AnswerRates rates) {
            line = Optional.of(rates);
            return this;
        }

        /** The figures that the line has stored. */
        AnswerRates rates() {
            LineRates all =
                    new LineRates(world.store.counts(), world.store.campaigns(), Collection::forEach, world.clock);
            return all.of(LINE).orElseThrow();
        }

        Outcome run() {
            tickAt(START);
            @Nullable Forecast forecast = line.isPresent() ? forecast() : null;
            Instant made = START;
            while (world.campaign().status() != CampaignStatus.FINISHED) {
                Event next = events.remove();
                world.clock.until(next.at());
                next.happens().run();
                if (forecast == null && calls() >= AnswerRates.MIN_CALLS) {
                    forecast = forecast();
                    made = world.clock.instant();
                }
            }
            Duration left = Duration.between(made, world.clock.instant());
            Forecast.Range end = Objects.requireNonNull(forecast).end();
            Instant likely = Objects.requireNonNull(end).likely();
            Duration predicted = Duration.between(made, likely);
            boolean inRange = !world.clock.instant().isBefore(end.from())
                    && !world.clock.instant().isAfter(end.to());
            double error = (double) (predicted.toMillis() - left.toMillis()) / left.toMillis();
            return new Outcome(seed, description, left, predicted, error, inRange);
        }

        private long calls() {
            return world.store.counts().sums(CAMPAIGN, 0).counters().callsOver();
        }

        private Forecast forecast() {
            return Forecast.of(Situation.of(
                            world.campaign(),
                            world.counters(),
                            world.store.books().find(CAMPAIGN),
                            new LineShare(
                                    world.store.lines().find(LINE).orElseThrow().spacing(), null, 0, line),
                            List.of(),
                            world.clock.instant())
                    .orElseThrow());
        }

        /** The pacer plans once a second at the most. */
        private void tickSoon() {
            if (!tickAhead) {
                tickAhead = true;
                tickAt(world.clock.instant().plusSeconds(1));
            }
        }

        private void tickAt(Instant at) {
            events.add(new Event(at, this::tick));
        }

        private void tick() {
            tickAhead = false;
            for (Command.Begin begin : world.tick()) {
                events.add(new Event(later(begin.notBefore()), () -> call(begin)));
            }
            world.commands.wakes().forEach(wake -> tickAt(later(wake.notBefore())));
            world.schedules.take(LINE).ifPresent(at -> tickAt(later(at)));
            if (!world.wakes.sent().isEmpty()) {
                tickSoon();
            }
        }

        private Instant later(Instant at) {
            Instant now = world.clock.instant();
            return at.isAfter(now) ? at : now;
        }

        private void call(Command.Begin begin) {
            world.begin(begin);
            double u = random.nextDouble();
            boolean talk = u < answered;
            boolean picksUp = u < answered + machine;
            int seconds = 5
                    + random.nextInt(25)
                    + (talk ? random.nextInt(2 * talkSeconds) : picksUp ? random.nextInt(25) : 0);
            CallStatus status = picksUp ? CallStatus.ENDED : CallStatus.NO_ANSWER;
            @Nullable AnsweredBy by = talk ? AnsweredBy.HUMAN : picksUp ? AnsweredBy.MACHINE : null;
            Instant ends = world.clock.instant().plusSeconds(seconds);
            events.add(new Event(ends, () -> {
                String id = ScriptedCallProvider.providerId(World.id(begin));
                @Nullable Duration duration = picksUp ? Duration.ofSeconds(seconds / 2) : null;
                world.settle(World.id(begin), new CallEvent.Reported(id, status, duration, by, ends));
                tickSoon();
            }));
            tickSoon();
        }
    }
}
