package io.vuelta.domain.forecast;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.LINE;
import static io.vuelta.testkit.World.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.count.AnswerRates;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.window.WeeklySchedule;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forecasts of campaigns whose end can be computed by hand. ForecastAccuracyTest compares forecasts with simulated campaigns. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ForecastTest {
    private static Forecast of(CampaignSettings settings, long contacts, AnswerRates rates, Duration spacing) {
        return of(settings, contacts, rates, whole(spacing), List.of());
    }

    /** The share of a campaign that uses the whole line; only the line's rate is known. */
    private static LineShare whole(Duration spacing) {
        return new LineShare(spacing, null, 0, Optional.empty());
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
        CampaignSettings settings =
                Examples.with().concurrency(10).daily("09:00", "15:00").build();

        Forecast forecast = of(settings, 50, rates, whole(Duration.ofMillis(10)), List.of(Set.of(zone), Set.of()));

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

    /** Without this limit, a run went on through thousands of cycles, and its attempts and cost depended on its length. */
    @ParameterizedTest
    @CsvSource({
        // maximum of further cycles, attempts: no call is answered
        "0,    5,  CAMPAIGN",
        "2,    15, CAMPAIGN",
        "10,   55, CAMPAIGN",
        "11,   5,  CYCLE",
        "1000, 5,  CYCLE",
        ",     5,  CYCLE",
    })
    void a_campaign_that_repeats_without_a_near_end_is_forecast_for_its_current_cycle(
            @Nullable Integer maxIterations, long attempts, Forecast.Until until) {
        Cycles cycles =
                new Cycles(new Cycles.Rhythm.Cooldown(Duration.ofHours(1)), maxIterations, null, Set.of(), Set.of());
        AnswerRates noAnswers =
                new AnswerRates(0, 0, Duration.ofSeconds(20), Duration.ofSeconds(3), AnswerRates.Basis.DEFAULT);

        Forecast forecast = of(Examples.with().retries(0).cycles(cycles).build(), 5, noAnswers, Duration.ofSeconds(1));

        assertThat(forecast.attempts()).isEqualTo(attempts);
        assertThat(forecast.billed()).isEqualTo(Duration.ofSeconds(3 * attempts));
        assertThat(forecast.until()).isEqualTo(until);
        assertThat(forecast.end()).isNotNull();
    }

    @Test
    void an_archived_or_cancelled_campaign_has_no_forecast() {
        Campaign cancelled = Examples.campaign(CAMPAIGN, LINE, CampaignStatus.CANCELLED, Examples.settings());

        assertThat(Situation.of(
                        cancelled,
                        Counters.NONE,
                        OpenClaimsBook.empty(CAMPAIGN),
                        whole(Duration.ZERO),
                        List.of(),
                        START))
                .isEmpty();
    }
}
