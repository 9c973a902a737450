package io.vuelta.domain.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.pace.LinePlan.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LinePlanTest {
    private static final Instant T = Instant.parse("2026-03-02T15:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Share share(int most, int underWay, int fromSecond, int untilSecond, Duration throttle) {
        return new Share(most, underWay, T.plusSeconds(fromSecond), T.plusSeconds(untilSecond), throttle);
    }

    private static List<Instant> seconds(int... seconds) {
        return IntStream.of(seconds).mapToObj(T::plusSeconds).toList();
    }

    private static LinePlan plan(Share... shares) {
        return LinePlan.of(List.of(shares), SECOND, T, LinePlan.MAX_SLOTS);
    }

    @Test
    void slots_have_the_lines_spacing_and_the_next_one_is_remembered() {
        LinePlan plan = plan(share(3, 0, 0, 100, Duration.ZERO));

        assertThat(plan.slots()).containsExactly(seconds(0, 1, 2));
        assertThat(plan.next()).isEqualTo(T.plusSeconds(3));
    }

    @Test
    void the_slots_of_a_campaign_have_the_spacing_of_its_throttle() {
        assertThat(plan(share(3, 0, 0, 100, SECOND.multipliedBy(5))).slots()).containsExactly(seconds(0, 5, 10));
    }

    @Test
    void slots_that_a_throttled_campaign_leaves_free_go_to_another() {
        LinePlan plan = plan(share(3, 0, 0, 7, SECOND.multipliedBy(3)), share(9, 0, 0, 7, Duration.ZERO));

        assertThat(plan.slots()).containsExactly(seconds(0, 3, 6), seconds(1, 2, 4, 5));
    }

    @Test
    void a_share_gets_no_slot_at_its_end_or_later() {
        assertThat(plan(share(9, 0, 0, 2, Duration.ZERO)).slots()).containsExactly(seconds(0, 1));
        assertThat(plan(share(9, 0, 2, 2, Duration.ZERO)).isEmpty()).isTrue();
    }

    @Test
    void a_share_gets_no_slot_before_its_start() {
        assertThat(plan(share(1, 0, 4, 9, Duration.ZERO)).slots()).containsExactly(seconds(4));
    }

    @Test
    void the_campaign_with_fewer_attempts_under_way_is_served_first() {
        LinePlan plan = plan(share(9, 2, 0, 6, Duration.ZERO), share(9, 0, 0, 6, Duration.ZERO));

        assertThat(plan.slots()).containsExactly(seconds(2, 4), seconds(0, 1, 3, 5));
    }

    @Test
    void without_shares_nothing_is_planned_and_the_next_slot_stays() {
        assertThat(plan().isEmpty()).isTrue();
        assertThat(plan(share(0, 0, 0, 9, Duration.ZERO)).next()).isEqualTo(T);
    }

    @Test
    void a_plan_has_at_most_six_hundred_slots() {
        assertThat(plan(share(1_000, 0, 0, 10_000, Duration.ZERO)).slots().getFirst())
                .hasSize(600);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void no_plan_exceeds_a_limit_or_wastes_a_slot(long seed) {
        Random random = new Random(seed);
        Duration spacing = Duration.ofMillis(1 + random.nextInt(3_000));
        List<Share> shares = IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(_ -> share(
                        random.nextInt(8),
                        random.nextInt(4),
                        random.nextInt(5),
                        random.nextInt(20),
                        Duration.ofMillis(random.nextBoolean() ? 0 : random.nextInt(5_000))))
                .toList();

        LinePlan plan = LinePlan.of(shares, spacing, T, LinePlan.MAX_SLOTS);

        List<Instant> all = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            Share share = shares.get(i);
            List<Instant> slots = plan.slots().get(i);
            all.addAll(slots);
            assertThat(slots).hasSizeLessThanOrEqualTo(share.most());
            assertThat(slots).allMatch(slot -> !slot.isBefore(share.from()) && slot.isBefore(share.until()));
            assertThat(apart(slots)).allMatch(gap -> gap.compareTo(share.throttle()) >= 0);
            if (slots.size() < share.most()) {
                Instant next = slots.isEmpty() ? share.from() : slots.getLast().plus(share.throttle());
                Instant free = next.isAfter(plan.next()) ? next : plan.next();
                assertThat(free).as("share %s could have had one more", i).isAfterOrEqualTo(share.until());
            }
        }
        assertThat(apart(all)).allMatch(gap -> gap.compareTo(spacing) >= 0);
    }

    private static Stream<Duration> apart(List<Instant> slots) {
        List<Instant> sorted = slots.stream().sorted().toList();
        return IntStream.range(1, sorted.size()).mapToObj(i -> Duration.between(sorted.get(i - 1), sorted.get(i)));
    }
}
