package io.vuelta.domain.forecast;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.LINE;
import static io.vuelta.testkit.World.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.count.AnswerRates;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.count.LineRates;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.window.DayHours;
import io.vuelta.domain.window.WeeklySchedule;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.ScriptedCallProvider;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forecasts against what the pacer makes of the same campaigns. {@code -Dforecast.table} prints each of them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ForecastTest {
    private static final int LINES = 50;
    private static final double WITHIN = 0.20;
    private static final double SHARE = 0.80;

    /**
     * How a forecast turned out.
     *
     * @param error of the time that was left, as a share of it
     */
    private record Outcome(
            long seed, String settings, Duration left, Duration predicted, double error, boolean inRange) {
        @Override
        public String toString() {
            return "%4d %-70s %10s %10s %6.1f %% %s"
                    .formatted(seed, settings, left, predicted, 100 * error, inRange ? "" : "out of range");
        }
    }

    /** The forecast was made while the first seeds were looked at; it has never been changed after the others. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"1, 200", "10001, 50"})
    void of_many_campaigns_eight_in_ten_end_within_a_fifth_of_the_predicted_time(long first, int campaigns) {
        List<Outcome> outcomes = LongStream.range(first, first + campaigns)
                .parallel()
                .mapToObj(seed -> new Model(seed).run())
                .toList();
        assertMostAreRight(outcomes);
    }

    /** One campaign of each line is called to its end, and its counts are the basis of the forecast of the next one. */
    @Tag("slow")
    @Test
    void the_forecast_of_a_campaign_without_figures_uses_those_of_its_line() {
        List<Outcome> outcomes = LongStream.rangeClosed(1, LINES)
                .parallel()
                .mapToObj(seed -> {
                    Model before = new Model(2 * seed, seed);
                    Outcome unused = before.run();
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

    /** People who are called, and the pacer that has them called, from the first call until the campaign is finished. */
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
                settings = settings.window(daily("09:00", "10:00"));
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

        private static WeeklySchedule daily(String from, String until) {
            Map<DayOfWeek, DayHours> hours = new EnumMap<>(DayOfWeek.class);
            for (DayOfWeek day : DayOfWeek.values()) {
                hours.put(day, DayHours.of(from, until));
            }
            return new WeeklySchedule(hours);
        }

        /** Foretold before its first call. */
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

    // What can be reckoned by hand

    private static Forecast of(CampaignSettings settings, long contacts, AnswerRates rates, Duration spacing) {
        return of(settings, contacts, rates, LineShare.whole(spacing), List.of());
    }

    private static Forecast of(
            CampaignSettings settings, long contacts, AnswerRates rates, LineShare line, List<Set<ZoneId>> zones) {
        Campaign campaign = Examples.campaign(CAMPAIGN, LINE, CampaignStatus.ACTIVE, settings);
        return Forecast.of(new Situation(
                campaign,
                contacts,
                0,
                0,
                0,
                0,
                null,
                line.spacingOfShare(),
                line.placesOfShare(settings.limits().atOnce()),
                rates,
                zones,
                START));
    }

    @ParameterizedTest
    @CsvSource({
        // others on the line, its places, seconds: a call each second, or ten calls of 58 s at once
        "0, ,   1000",
        "1, ,   2000",
        "3, ,   4000",
        "0, 10, 6000",
        "1, 10, 12000",
        "9, 5,  60000",
    })
    void other_campaigns_on_the_line_get_their_share_of_it(int others, @Nullable Integer places, long expected) {
        AnswerRates rates = new AnswerRates(1, 0, Duration.ofMillis(58_500), Duration.ZERO, AnswerRates.Basis.CAMPAIGN);
        CampaignSettings settings = Examples.with().concurrency(1_000).build();

        Forecast forecast = of(
                settings,
                1_000,
                rates,
                new LineShare(Duration.ofSeconds(1), places, others, Optional.empty()),
                List.of());

        Duration likely =
                Duration.between(START, Objects.requireNonNull(forecast.end()).likely());
        assertThat(likely.toSeconds()).isCloseTo(expected, Percentage.withPercentage(15));
    }

    /** It is nine in the morning in Mexico City. */
    @ParameterizedTest
    @CsvSource({
        "America/Mexico_City, 0",
        "America/Tijuana, 2",
        "Pacific/Honolulu, 4",
        "Europe/Madrid, 24",
    })
    void a_contact_in_another_zone_is_called_when_its_own_hours_are_open_too(ZoneId zone, int hours) {
        AnswerRates rates = new AnswerRates(1, 0, Duration.ofSeconds(10), Duration.ZERO, AnswerRates.Basis.CAMPAIGN);
        CampaignSettings settings = Examples.with()
                .concurrency(10)
                .window(Model.daily("09:00", "15:00"))
                .build();

        Forecast forecast =
                of(settings, 50, rates, LineShare.whole(Duration.ofMillis(10)), List.of(Set.of(zone), Set.of()));

        Duration likely =
                Duration.between(START, Objects.requireNonNull(forecast.end()).likely());
        if (hours < 24) {
            assertThat(likely.toHours()).isEqualTo(hours);
        } else {
            assertThat(forecast.attempts())
                    .as("there is no hour that is open in both")
                    .isLessThan(40);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // contacts, at once, seconds a call: each place has its share, one call after another
        "100,       10,   58,   600",
        "5000000,   1000, 58,   300000",
        "10000,     1,    58,   600000",
        "1,         5,    58,   60",
    })
    void a_contact_that_answers_is_called_once(long contacts, int concurrency, int seconds, long expected) {
        AnswerRates rates =
                new AnswerRates(1, 0, Duration.ofSeconds(seconds), Duration.ofSeconds(30), AnswerRates.Basis.CAMPAIGN);

        Forecast forecast = of(Examples.with().concurrency(concurrency).build(), contacts, rates, Duration.ofMillis(1));

        assertThat(forecast.attempts()).isCloseTo(contacts, Percentage.withPercentage(2));
        Duration likely =
                Duration.between(START, Objects.requireNonNull(forecast.end()).likely());
        assertThat(likely.toSeconds()).isCloseTo(expected, Percentage.withPercentage(contacts == 1 ? 60 : 12));
        assertThat(forecast.billed()).isEqualTo(Duration.ofSeconds(30).multipliedBy(forecast.attempts()));
    }

    @Test
    void a_daily_limit_extends_the_forecast_by_days() {
        AnswerRates rates = new AnswerRates(1, 0, Duration.ofSeconds(5), Duration.ZERO, AnswerRates.Basis.DEFAULT);

        Forecast forecast =
                of(Examples.with().concurrency(50).messageLimit(250).build(), 10_000, rates, Duration.ofMillis(100));

        assertThat(Duration.between(
                                START, Objects.requireNonNull(forecast.end()).likely())
                        .toDays())
                .as("40 days, of which the first has begun")
                .isBetween(37L, 41L);
    }

    @Test
    void if_the_window_never_opens_the_forecast_has_no_end() {
        CampaignSettings never =
                Examples.with().window(new WeeklySchedule(Map.of())).build();

        assertThat(of(never, 5, AnswerRates.of(never.channel(), Counters.NONE, Optional.empty()), Duration.ZERO)
                        .end())
                .isNull();
    }

    @Test
    void an_archived_or_cancelled_campaign_has_no_forecast() {
        Campaign cancelled = Examples.campaign(CAMPAIGN, LINE, CampaignStatus.CANCELLED, Examples.settings());

        assertThat(Situation.of(
                        cancelled,
                        Counters.NONE,
                        OpenClaimsBook.empty(CAMPAIGN),
                        LineShare.whole(Duration.ZERO),
                        List.of(),
                        START))
                .isEmpty();
    }
}
