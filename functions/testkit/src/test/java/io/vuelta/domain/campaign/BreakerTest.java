package io.vuelta.domain.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.Breaker.Ended;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BreakerTest {
    private static final Instant NOW = Examples.MONDAY;
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(1));

    private static List<Ended> ended(int technical, int others, Instant at) {
        List<Ended> ended = new ArrayList<>();
        IntStream.range(0, others).forEach(n -> ended.add(new Ended(1, n, at, false)));
        IntStream.range(0, technical).forEach(n -> ended.add(new Ended(2, n, at, true)));
        return ended;
    }

    private static boolean trips(List<Ended> ended, Instant since) {
        return Breaker.DEFAULT.tripped(ended, since, NOW).isPresent();
    }

    @ParameterizedTest(name = "{0} technical failures and {1} others: {2}")
    @CsvSource({
        "9, 0, false",
        "10, 0, true",
        "11, 0, true",
        "4, 5, false",
        "4, 6, false",
        "5, 5, true",
        "6, 4, true",
        "0, 10, false",
        "49, 51, false",
        "50, 50, true",
        "51, 49, true",
    })
    void half_of_at_least_ten_attempts_trip_the_breaker(int technical, int others, boolean trips) {
        assertThat(trips(ended(technical, others, NOW), LONG_AGO)).isEqualTo(trips);
    }

    @ParameterizedTest
    @CsvSource({"119,true", "120,false", "121,false"})
    void attempts_of_the_last_two_minutes_count(int secondsAgo, boolean trips) {
        assertThat(trips(ended(10, 0, NOW.minusSeconds(secondsAgo)), LONG_AGO)).isEqualTo(trips);
    }

    @Test
    void older_attempts_neither_trip_the_breaker_nor_prevent_it() {
        List<Ended> ended = ended(0, 90, NOW.minusSeconds(121));
        ended.addAll(ended(10, 0, NOW.minusSeconds(1)));

        assertThat(trips(ended, LONG_AGO)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-1,true", "0,true", "1,false"})
    void attempts_that_ended_before_the_campaign_was_started_do_not_count(int millisLater, boolean trips) {
        Instant at = NOW.minusSeconds(30);

        assertThat(trips(ended(10, 0, at), at.plusMillis(millisLater))).isEqualTo(trips);
    }

    @Test
    void the_failed_attempts_are_named_in_order() {
        assertThat(Breaker.DEFAULT.tripped(ended(10, 3, NOW), LONG_AGO, NOW).orElseThrow())
                .containsExactlyElementsOf(IntStream.range(0, 10)
                        .mapToObj(n -> new Ended(2, n, NOW, true))
                        .toList());
    }

    @ParameterizedTest(name = "{0} attempts, {1} %, {2} minutes: {3}")
    @CsvSource({
        "1, 50, 2, breaker.attempts",
        "2, 50, 2,",
        "50, 50, 2,",
        "51, 50, 2, breaker.attempts",
        "10, 0, 2, breaker.percent",
        "10, 1, 2,",
        "10, 100, 2,",
        "10, 101, 2, breaker.percent",
        "10, 50, 0, breaker.minutes",
        "10, 50, 1,",
        "10, 50, 60,",
        "10, 50, 61, breaker.minutes",
    })
    void its_settings_have_limits(int least, int share, int minutes, @Nullable String field) {
        @Nullable String wrong = null;
        try {
            new Breaker(least, share, Duration.ofMinutes(minutes));
        } catch (InvalidSetting e) {
            wrong = e.field();
        }
        assertThat(wrong).isEqualTo(field);
    }
}
