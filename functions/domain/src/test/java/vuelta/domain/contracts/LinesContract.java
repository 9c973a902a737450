package vuelta.domain.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vuelta.domain.agent.AgentId;
import vuelta.domain.fakes.Examples;
import vuelta.domain.line.Channel;
import vuelta.domain.line.Line;
import vuelta.domain.line.LineId;
import vuelta.domain.line.LinePace;
import vuelta.domain.line.Lines;
import vuelta.domain.phone.PhoneNumber;

/** What the lines' store promises: a line as it was put, and slots that are given out once. */
public abstract class LinesContract extends StoreContract {
    private Lines lines() {
        return store().lines();
    }

    private LinePace pace() {
        return lines().pace(line);
    }

    private Line of(AgentId agent, LineId id) {
        return new Line(
                id,
                agent,
                Channel.WHATSAPP,
                "twilio",
                new PhoneNumber("+525550000000"),
                new BigDecimal("0.25"),
                "secret/ñ",
                "https://example.com/voice?a=b",
                true,
                NOW);
    }

    @Test
    void a_line_is_found_as_it_was_put_last() {
        assertThat(lines().find(line)).isEmpty();
        lines().put(of(Examples.AGENT, line));
        assertThat(lines().find(line)).contains(of(Examples.AGENT, line));

        lines().put(Examples.line(line, "1.5"));

        assertThat(lines().find(line)).contains(Examples.line(line, "1.5"));
    }

    @Test
    void an_agents_lines_are_listed() {
        AgentId agent = new AgentId("agent-" + fresh);
        LineId other = new LineId(line + "-b");
        lines().put(of(agent, line));
        lines().put(of(agent, other));
        lines().put(of(agent, line));
        lines().put(of(new AgentId("agent-" + fresh + "-other"), new LineId(line + "-c")));

        assertThat(lines().ofAgent(agent)).containsExactlyInAnyOrder(of(agent, line), of(agent, other));
    }

    @Test
    void a_line_on_which_nothing_has_begun_has_all_its_slots() {
        assertThat(pace()).isEqualTo(LinePace.fresh(line));
    }

    @Test
    void slots_are_reserved_only_from_where_they_were_read() {
        LinePace none = pace();
        assertThat(lines().reserve(none, NOW.plusMillis(100))).isTrue();
        assertThat(lines().reserve(none, NOW.plusMillis(200))).isFalse();
        assertThat(pace().nextSlot()).isEqualTo(NOW.plusMillis(100));

        assertThat(lines().reserve(pace(), NOW.plusMillis(300))).isTrue();
        assertThat(pace().nextSlot()).isEqualTo(NOW.plusMillis(300));
    }

    @Test
    void of_eight_that_reserve_the_same_slots_one_does() {
        lines().reserve(pace(), NOW);
        LinePace read = pace();

        List<Boolean> reserved = atOnce(8, () -> unlessBusy(() -> lines().reserve(read, NOW.plusSeconds(1))));

        assertThat(reserved).containsOnlyOnce(true);
    }

    @Test
    void alarm_block_and_slots_do_not_disturb_each_other() {
        lines().put(of(Examples.AGENT, line));
        LinePace read = pace();
        Instant alarm = NOW.plusSeconds(60);
        Instant until = NOW.plusSeconds(30);

        lines().alarmSet(line, alarm);
        lines().block(line, until, LinePace.Block.ERROR);
        assertThat(lines().reserve(read, NOW)).isTrue();

        assertThat(pace()).isEqualTo(new LinePace(line, NOW, alarm, until, LinePace.Block.ERROR, 0, null));
        lines().alarmSet(line, alarm.plusSeconds(1));
        lines().block(line, until.plusSeconds(1), LinePace.Block.RATE);
        LinePace.Slowing slowing = new LinePace.Slowing(500, NOW.plusMillis(1));
        LinePace slowed =
                new LinePace(line, NOW.plusSeconds(2), null, until.plusSeconds(2), LinePace.Block.RATE, 1, slowing);
        assertThat(lines().slow(read, slowed)).isTrue();
        assertThat(lines().reserve(pace(), NOW.plusSeconds(9))).isTrue();
        assertThat(pace())
                .isEqualTo(new LinePace(
                        line,
                        NOW.plusSeconds(9),
                        alarm.plusSeconds(1),
                        until.plusSeconds(2),
                        LinePace.Block.RATE,
                        1,
                        slowing));
        assertThat(lines().find(line)).contains(of(Examples.AGENT, line));
    }

    @Test
    void a_line_is_slowed_once_by_those_who_read_it_so_and_slots_read_before_are_not_reserved() {
        LinePace read = pace();
        LinePace slowed = new LinePace(
                line, NOW, null, NOW, LinePace.Block.RATE, 1, new LinePace.Slowing(500, NOW.minusSeconds(1)));

        List<Boolean> slowedIt = atOnce(8, () -> unlessBusy(() -> lines().slow(read, slowed)));

        assertThat(slowedIt).containsOnlyOnce(true);
        assertThat(pace()).isEqualTo(slowed);
        assertThat(lines().reserve(read, NOW.plusSeconds(1))).isFalse();
        LinePace again = new LinePace(
                line, NOW.plusSeconds(7), null, NOW, LinePace.Block.RATE, 2, new LinePace.Slowing(250, NOW));
        assertThat(lines().slow(read, again)).isFalse();
        assertThat(lines().slow(pace(), again)).isTrue();
        assertThat(pace()).isEqualTo(again);
    }

    @Test
    void lines_have_paces_of_their_own() {
        lines().reserve(pace(), NOW);
        assertThat(Stream.of(lines().pace(new LineId(line + "-b")).nextSlot())).containsOnlyNulls();
    }
}
