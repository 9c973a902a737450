package io.vuelta.domain.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.line.Outage.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A line whose provider does not answer. U: an unknown answer; A: an answer; each for an attempt that has just begun.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutageTest {
    private static final Instant T = Instant.parse("2026-03-02T15:00:00Z");

    private static Outage after(String answers) {
        Outage outage = Outage.NONE;
        for (int i = 0; i < answers.length(); i++) {
            Instant begun = T.minusMillis(answers.length() - 1L - i);
            outage = answers.charAt(i) == 'U' ? unanswered(outage, begun, T) : answered(outage, begun, T);
        }
        return outage;
    }

    private static Outage unanswered(Outage outage, Instant begun, Instant now) {
        return outage.withAnswers(Answers.NONE.unanswered(begun, "HTTP_503"), now);
    }

    private static Outage answered(Outage outage, Instant begun, Instant now) {
        return outage.withAnswers(Answers.NONE.answered(begun), now);
    }

    private static Permission blocked(int seconds) {
        return new Permission.Blocked(T.plusSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "U, 0", "UU, 0", "UAU, 0", "UUAUU, 0", "UUU, 60", "UAUUU, 60", "AUUU, 60"})
    void three_unknown_answers_in_a_row_block_the_line(String answers, int seconds) {
        assertThat(after(answers).permission(T)).isEqualTo(seconds == 0 ? new Permission.Free() : blocked(seconds));
    }

    @Test
    void after_the_wait_one_probe_may_begin_and_no_other_while_it_is_under_way() {
        Outage outage = after("UUU");

        assertThat(outage.permission(T.plusMillis(59_999))).isEqualTo(blocked(60));
        assertThat(outage.permission(T.plusSeconds(60))).isEqualTo(new Permission.OneProbe());
        Outage probing = outage.probing(T.plusSeconds(60));
        assertThat(probing.permission(T.plusSeconds(61))).isEqualTo(blocked(120));
        assertThatThrownBy(() -> probing.probing(T.plusSeconds(61))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Outage.NONE.probing(T)).isInstanceOf(IllegalStateException.class);
        // Its function may have crashed.
        assertThat(probing.permission(T.plusSeconds(120))).isEqualTo(new Permission.OneProbe());
    }

    @Test
    void an_answered_probe_unblocks_the_line() {
        Instant probe = T.plusSeconds(60);

        assertThat(answered(after("UUU").probing(probe), probe, probe.plusSeconds(1))
                        .permission(probe))
                .isEqualTo(new Permission.Free());
    }

    @Test
    void each_unanswered_probe_multiplies_the_wait_by_five_up_to_five_minutes() {
        List<Long> waits = new ArrayList<>();
        Outage outage = after("UUU");
        Instant now = T;
        for (int i = 0; i < 6; i++) {
            Instant until = Objects.requireNonNull(outage.blocked()).until();
            waits.add(Duration.between(now, until).toSeconds());
            now = until;
            outage = unanswered(outage.probing(now), now, now);
        }

        assertThat(waits).containsExactly(60L, 300L, 300L, 300L, 300L, 300L);
        assertThat(outage.unanswered()).isEqualTo(9);
    }

    @Test
    void attempts_that_began_before_the_block_change_nothing() {
        Outage outage = after("UUU");

        assertThat(unanswered(outage, T.minusSeconds(1), T.plusSeconds(5))).isEqualTo(outage);
        assertThat(answered(outage, T.minusSeconds(1), T.plusSeconds(5))).isEqualTo(outage);
        assertThat(outage.allows(T.minusMillis(1))).isFalse();
        assertThat(outage.allows(T)).isTrue();
        assertThat(Outage.NONE.allows(T)).isTrue();
    }

    @Test
    void attempts_that_began_before_the_probe_was_allowed_may_end_the_wait_but_not_extend_it() {
        Outage outage = after("UUU");

        assertThat(unanswered(outage, T.plusSeconds(59), T.plusSeconds(65))).isEqualTo(outage);
        assertThat(answered(outage, T.plusSeconds(1), T.plusSeconds(5)).permission(T))
                .isEqualTo(new Permission.Free());
    }

    @Test
    void a_second_outage_waits_as_long_as_the_first_did() {
        Instant later = T.plusSeconds(60);
        Outage over = answered(after("UUU").probing(later), later, later);

        Outage again = over;
        for (int i = 1; i <= 3; i++) {
            again = unanswered(again, later.plusMillis(i), later);
        }

        assertThat(again.permission(later)).isEqualTo(new Permission.Blocked(later.plusSeconds(60)));
    }

    @Test
    void an_operator_is_needed_after_an_hour_without_the_secret_but_not_without_the_provider() {
        Outage away = after("UUU");
        Outage secret = Outage.NONE;
        for (int i = 0; i < 3; i++) {
            secret = secret.withAnswers(Answers.NONE.unanswered(T.plusMillis(i), Outage.LINE_SECRET), T);
        }
        Instant hour = T.plus(Duration.ofHours(1));

        assertThat(secret.needsPerson(hour.minusMillis(1))).isFalse();
        assertThat(secret.needsPerson(hour)).isTrue();
        assertThat(away.needsPerson(hour)).isFalse();
    }

    @Test
    void a_repeated_report_counts_once() {
        Outage two = after("UU");

        assertThat(unanswered(two, T, T)).isEqualTo(two);
        assertThat(unanswered(two, T.minusMillis(1), T)).isEqualTo(two);
        assertThat(answered(two, T.minusMillis(1), T)).isEqualTo(two);
        Outage answered = after("UUA");
        assertThat(unanswered(answered, T, T)).isEqualTo(answered);
    }

    @Test
    void answers_of_several_commands_count_in_the_order_in_which_their_attempts_began() {
        Answers one = Answers.NONE.answered(T).unanswered(T.plusSeconds(2), "HTTP_503");
        Answers other = Answers.NONE.unanswered(T.plusSeconds(1), "TIMEOUT").answered(T.plusSeconds(3));

        assertThat(one.and(other)).isEqualTo(other.and(one)).isEqualTo(Answers.NONE.answered(T.plusSeconds(3)));
        assertThat(other.unanswered(T.plusSeconds(4), "TIMEOUT").and(one))
                .isEqualTo(new Answers(T.plusSeconds(3), List.of(T.plusSeconds(4)), "TIMEOUT"));
    }

    /** At 20 attempts a second an outage of an hour loses three attempts and one for each probe. */
    @Test
    void an_outage_of_an_hour_costs_few_attempts_and_the_line_is_free_within_five_minutes_of_its_end() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Instant from = T.plusSeconds(random.nextInt(60));
            Instant to = from.plus(Duration.ofMinutes(60));
            Outage outage = Outage.NONE;
            int lost = 0;
            Instant free = null;
            for (Instant now = T; now.isBefore(to.plusSeconds(400)); now = now.plusMillis(50)) {
                Permission permission = outage.permission(now);
                if (permission instanceof Permission.Blocked) {
                    continue;
                }
                outage = permission instanceof Permission.OneProbe ? outage.probing(now) : outage;
                boolean unknown = !now.isBefore(from) && now.isBefore(to);
                outage = unknown ? unanswered(outage, now, now) : answered(outage, now, now);
                lost += unknown ? 1 : 0;
                free = free == null && !now.isBefore(to) ? now : free;
            }
            assertThat(lost).as("seed %s", seed).isLessThanOrEqualTo(3 + 15);
            assertThat(free).as("seed %s", seed).isBeforeOrEqualTo(to.plus(Outage.MAX_WAIT));
        }
    }
}
