package io.vuelta.domain.count;

import static io.vuelta.testkit.World.LINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.pace.Command;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LineRatesTest {
    private final World world = new World(Examples.with().retries(0).concurrency(100));

    /** Of four calls, two are answered by a person, one by a machine, and one is not answered. */
    private void call(int contacts) {
        world.load(contacts);
        int n = 0;
        for (List<Command.Begin> begins = world.tick(); !begins.isEmpty(); begins = world.tick()) {
            for (Command.Begin begin : begins) {
                CallStatus status = n % 4 == 3 ? CallStatus.NO_ANSWER : CallStatus.ENDED;
                world.ends(begin, status, n % 4 == 3 ? null : n % 4 == 2 ? AnsweredBy.MACHINE : AnsweredBy.HUMAN);
                n++;
            }
            world.counters();
        }
        assertThat(n).isEqualTo(contacts);
        world.counters();
    }

    private LineRates rates() {
        return new LineRates(world.store.counts(), world.store.campaigns(), Collection::forEach, world.clock);
    }

    @Test
    void the_rates_of_a_line_come_from_its_calls() {
        call(80);

        AnswerRates rates = rates().of(LINE).orElseThrow();

        assertThat(rates.basis()).isEqualTo(AnswerRates.Basis.LINE);
        assertThat(rates.answered()).isEqualTo(0.5);
        assertThat(rates.voicemail()).isEqualTo(0.25);
        assertThat(rates().calls(LINE)).isEqualTo(80);
        assertThat(rates().of(new LineId("another"))).isEmpty();
    }

    @Test
    void too_few_calls_give_no_rates() {
        call(AnswerRates.MIN_CALLS - 1);

        assertThat(rates().of(LINE)).isEmpty();
        assertThat(rates().calls(LINE)).isEqualTo(AnswerRates.MIN_CALLS - 1);
    }

    @Test
    void calls_of_thirty_days_ago_are_forgotten() {
        call(80);
        world.clock.advance(Duration.ofDays(LineRates.DAYS - 1));
        assertThat(rates().of(LINE)).isPresent();

        world.clock.advance(Duration.ofDays(2));

        assertThat(rates().of(LINE)).isEmpty();
    }

    @Test
    void rates_are_read_once_an_hour() {
        LineRates rates = rates();
        assertThat(rates.calls(LINE)).isZero();
        call(80);
        assertThat(rates.calls(LINE)).isZero();

        world.clock.advance(Duration.ofHours(2));

        assertThat(rates.calls(LINE)).isEqualTo(80);
    }
}
