package io.vuelta.cloud.rude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vuelta.cloud.rude.Disturbance.Kind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RudenessTest {
    private static final int REQUESTS = 100_000;

    @Test
    void the_same_seed_gives_a_request_the_same_disturbance() {
        assertThat(kinds(Rudeness.ordinary(7)))
                .isEqualTo(kinds(Rudeness.ordinary(7)))
                .isNotEqualTo(kinds(Rudeness.ordinary(8)));
    }

    @Test
    void each_kind_of_refusal_comes_at_its_rate() {
        Rudeness rudeness = Rudeness.none()
                .withSeed(3)
                .withThrottled(0.1)
                .withFailed(0.05)
                .withDropped(0.02)
                .withLost(0.03);
        Map<Kind, Integer> counted = new EnumMap<>(Kind.class);
        kinds(rudeness).forEach(kind -> counted.merge(kind, 1, Integer::sum));
        Map<Kind, Double> rates =
                Map.of(Kind.SERVED, 0.8, Kind.THROTTLED, 0.1, Kind.FAILED, 0.05, Kind.DROPPED, 0.02, Kind.LOST, 0.03);
        rates.forEach((kind, rate) -> assertThat(counted.getOrDefault(kind, 0) / (double) REQUESTS)
                .as("%s", kind)
                .isCloseTo(rate, within(0.005)));
    }

    @Test
    void a_transaction_is_held_for_the_configured_time() {
        Rudeness rudeness = Rudeness.none().withHold(Duration.ofMillis(3), Duration.ofMillis(30));
        assertThat(LongStream.range(0, 1000).mapToObj(rudeness::disturbance))
                .allSatisfy(disturbance -> assertThat(disturbance.before().plus(disturbance.after()))
                        .isBetween(Duration.ofMillis(3).minusNanos(2), Duration.ofMillis(30)));
    }

    @Test
    void no_rudeness_refuses_nothing() {
        assertThat(kinds(Rudeness.none())).containsOnly(Kind.SERVED);
        assertThat(Rudeness.none().conflicts()).isFalse();
    }

    @Test
    void rates_above_one_are_refused() {
        assertThatThrownBy(() -> Rudeness.none().withLost(0.6).withDropped(0.5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rudeness.none().withThrottled(-0.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rudeness.none().withHold(Duration.ofMillis(2), Duration.ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Kind> kinds(Rudeness rudeness) {
        return LongStream.range(0, REQUESTS)
                .mapToObj(n -> rudeness.disturbance(n).kind())
                .toList();
    }
}
