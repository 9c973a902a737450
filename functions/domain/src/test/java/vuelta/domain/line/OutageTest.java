package vuelta.domain.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import vuelta.domain.line.Outage.Leave;

/** A line whose provider does not answer. U: unknown answer, A: an answer; each of an attempt that has just begun. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutageTest {
    private static final Instant T = Instant.parse("2026-03-02T15:00:00Z");

    private static Outage after(String answers) {
        Outage outage = Outage.NONE;
        for (int i = 0; i < answers.length(); i++) {
            outage = outage.heard(answers.charAt(i) == 'U', T, T);
        }
        return outage;
    }

    private static Leave still(int seconds) {
        return new Leave.Still(T.plusSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "U, 0", "UU, 0", "UAU, 0", "UUAUU, 0", "UUU, 30", "UAUUU, 30", "AUUU, 30"})
    void three_unknown_answers_in_a_row_keep_the_line_still(String answers, int seconds) {
        assertThat(after(answers).leave(T)).isEqualTo(seconds == 0 ? new Leave.Free() : still(seconds));
    }

    @Test
    void after_the_wait_one_probe_may_begin_and_no_other_while_it_is_under_way() {
        Outage outage = after("UUU");

        assertThat(outage.leave(T.plusMillis(29_999))).isEqualTo(still(30));
        assertThat(outage.leave(T.plusSeconds(30))).isEqualTo(new Leave.OneProbe());
        Outage probing = outage.probing(T.plusSeconds(30));
        assertThat(probing.leave(T.plusSeconds(31))).isEqualTo(still(90));
        assertThatThrownBy(() -> probing.probing(T.plusSeconds(31))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Outage.NONE.probing(T)).isInstanceOf(IllegalStateException.class);
        // Its function may have died.
        assertThat(probing.leave(T.plusSeconds(90))).isEqualTo(new Leave.OneProbe());
    }

    @Test
    void a_probe_that_is_answered_sets_the_line_free() {
        Instant probe = T.plusSeconds(30);

        assertThat(after("UUU").probing(probe).heard(false, probe, probe.plusSeconds(1)))
                .isEqualTo(Outage.NONE);
    }

    @Test
    void each_probe_that_is_not_answered_doubles_the_wait_up_to_five_minutes() {
        List<Long> waits = new ArrayList<>();
        Outage outage = after("UUU");
        Instant now = T;
        for (int i = 0; i < 6; i++) {
            Instant until = Objects.requireNonNull(outage.until());
            waits.add(Duration.between(now, until).toSeconds());
            now = until;
            outage = outage.probing(now).heard(true, now, now);
        }

        assertThat(waits).containsExactly(30L, 60L, 120L, 240L, 300L, 300L);
        assertThat(outage.unknown()).isEqualTo(9);
    }

    @Test
    void answers_to_what_began_before_the_line_kept_still_change_nothing() {
        Outage outage = after("UUU");

        assertThat(outage.heard(true, T.minusSeconds(1), T.plusSeconds(5))).isEqualTo(outage);
        assertThat(outage.heard(false, T.minusSeconds(1), T.plusSeconds(5))).isEqualTo(outage);
    }

    @Test
    void a_second_outage_waits_as_the_first_did() {
        Instant later = T.plusSeconds(30);
        Outage over = after("UUU").probing(later).heard(false, later, later);

        Outage again = over.heard(true, later, later).heard(true, later, later).heard(true, later, later);

        assertThat(again.leave(later)).isEqualTo(new Leave.Still(later.plusSeconds(30)));
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
                Leave leave = outage.leave(now);
                if (leave instanceof Leave.Still) {
                    continue;
                }
                outage = leave instanceof Leave.OneProbe ? outage.probing(now) : outage;
                boolean unknown = !now.isBefore(from) && now.isBefore(to);
                outage = outage.heard(unknown, now, now);
                lost += unknown ? 1 : 0;
                free = free == null && !now.isBefore(to) ? now : free;
            }
            assertThat(lost).as("seed %s", seed).isLessThanOrEqualTo(3 + 15);
            assertThat(free).as("seed %s", seed).isBeforeOrEqualTo(to.plus(Outage.MAX_WAIT));
        }
    }
}
