package io.vuelta.providers.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CallScriptsTest {

    private static final CallScripts SCRIPTS = new CallScripts(7, CallPopulation.ordinary());

    private static CallRequest to(String number, String more) {
        return CallRequest.of(
                Form.parse("To=" + Account.encoded(number) + "&From=%2B12025550000&Url=https://a.example" + more));
    }

    private static List<CallScript> ofManyNumbers(CallScripts scripts) {
        return IntStream.range(0, 5000)
                .mapToObj(i -> scripts.of(to("+1202600" + (10_000 + i) + "0", ""), 1))
                .toList();
    }

    @Test
    void the_same_seed_number_and_count_give_the_same_script() {
        assertThat(ofManyNumbers(SCRIPTS)).isEqualTo(ofManyNumbers(new CallScripts(7, CallPopulation.ordinary())));
    }

    @Test
    void another_seed_or_another_call_to_the_number_gives_other_scripts() {
        assertThat(ofManyNumbers(SCRIPTS)).isNotEqualTo(ofManyNumbers(new CallScripts(8, CallPopulation.ordinary())));
        assertThat(IntStream.rangeClosed(1, 20)
                        .mapToObj(nth -> SCRIPTS.of(to("+12025550123", ""), nth))
                        .distinct())
                .hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @CsvSource({"HUMAN, 0.35", "MACHINE, 0.25", "BUSY, 0.12", "NO_ANSWER, 0.23", "FAILED, 0.05"})
    void outcomes_have_the_shares_of_the_population(CallEnding outcome, double share) {
        long count = ofManyNumbers(SCRIPTS).stream()
                .filter(script -> script.outcome() == outcome)
                .count();

        assertThat(count / 5000.0).isCloseTo(share, within(0.03));
    }

    @Test
    void ringing_talking_and_detection_times_are_within_their_ranges() {
        assertThat(ofManyNumbers(SCRIPTS)).allSatisfy(script -> {
            if (script.outcome() == CallEnding.HUMAN) {
                assertThat(script.ring()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(8));
                assertThat(script.talk()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(90));
                assertThat(script.detection()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
            }
        });
    }

    @Test
    void the_timeout_bounds_the_ringing_and_the_time_limit_the_talk() {
        assertThat(SCRIPTS.of(to("+12025559004", "&Timeout=20"), 1).ring()).isEqualTo(Duration.ofSeconds(20));
        assertThat(SCRIPTS.of(to("+12025559004", ""), 1).ring()).isEqualTo(Duration.ofSeconds(60));
        assertThat(SCRIPTS.of(to("+12025559001", "&Timeout=1"), 1).ring()).isEqualTo(Duration.ofSeconds(1));
        CallScript limited = SCRIPTS.of(to("+12025559001", "&TimeLimit=3"), 1);
        assertThat(limited.seconds()).isEqualTo(3);
        assertThat(limited.detection()).isLessThan(limited.talk());
    }

    @Test
    void durations_are_rounded_up_to_seconds_and_an_answered_call_lasts_at_least_one() {
        CallScript script = SCRIPTS.of(to("+12025559001", ""), 1);

        assertThat(script.cutTo(Duration.ZERO).seconds()).isEqualTo(1);
        assertThat(script.cutTo(Duration.ofSeconds(2)).seconds()).isEqualTo(2);
        assertThat(script.cutTo(Duration.ofMillis(2001)).seconds()).isEqualTo(3);
        assertThat(CallScript.unanswered(CallEnding.BUSY, Duration.ofSeconds(2)).seconds())
                .isZero();
    }

    @Test
    void shares_that_do_not_add_up_to_1_are_refused() {
        assertThatThrownBy(() -> CallPopulation.of(0.5, 0.5, 0.1, 0, 0)).hasMessageContaining("add up to 1");
        assertThatThrownBy(() -> CallPopulation.of(1.1, -0.1, 0, 0, 0)).hasMessageContaining("0 or more");
    }
}
