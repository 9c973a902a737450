package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.line.AgentConnection;
import io.vuelta.domain.line.Capacity;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.line.MachineDetection;
import io.vuelta.domain.line.Outage;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.price.MessageCategory;
import io.vuelta.domain.price.Price;
import io.vuelta.testkit.examples.Examples;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of the lines' store: a line is read as it was written, and each slot is assigned once. */
public abstract class LinesContract extends StoreContract {
    private static final Instant AHEAD = NOW.plus(Duration.ofDays(4_000));

    private Lines lines() {
        return store().pacing().lines();
    }

    private LinePace pace() {
        return lines().pace(line);
    }

    private Line of(AgentId agent, LineId id) {
        return new Line(
                id,
                agent,
                Provider.WHATSAPP,
                new PhoneNumber("+525550000000"),
                new BigDecimal("0.25"),
                "secret/ñ",
                "https://example.com/voice?a=b",
                true,
                new Line.Details(
                        "Ventas",
                        7,
                        "Polly.Mia-Neural",
                        "es-MX",
                        Price.ofMessages("MXN", 5, Map.of(MessageCategory.UTILITY, 250_000L)),
                        new AgentConnection.ConversationRelay("wss://agent.example/talk", "Hola {name}"),
                        MachineDetection.OFF,
                        false),
                NOW);
    }

    private Line at(String name, Instant createdAt) {
        return new Line(
                new LineId(line + name),
                new AgentId("agent-" + fresh),
                Provider.TWILIO,
                new PhoneNumber("+525550000000"),
                BigDecimal.ONE,
                "secret",
                null,
                createdAt);
    }

    @Test
    void every_kind_of_connection_is_stored_with_its_line() {
        List<AgentConnection> all = List.of(
                new AgentConnection.Url("https://agent.example/v?a=b"),
                new AgentConnection.Stream("wss://agent.example/media"),
                new AgentConnection.ConversationRelay("wss://agent.example/talk?a=b", null),
                new AgentConnection.Sip("sip:agent@sip.example.com;transport=tls"),
                new AgentConnection.ElevenLabs("agent_1"),
                new AgentConnection.Retell("agent-1"),
                new AgentConnection.Say());
        for (AgentConnection connection : all) {
            Line one = at("-" + connection.kind(), NOW);
            lines().put(one.with(
                    new Line.Details(null, null, null, null, null, connection, MachineDetection.UNTIL_BEEP, false)));

            Line.Details read = lines().current(one.id()).orElseThrow().details();
            assertThat(read.connection()).isEqualTo(connection);
            assertThat(read.detection()).isEqualTo(MachineDetection.UNTIL_BEEP);
        }
    }

    /** The list has the lines of all tests: those of this test are newer than all others. */
    @Test
    void lines_are_listed_the_newest_first_without_those_that_were_removed() {
        List<Line> made = Stream.of("a", "b", "c", "d")
                .map(name -> at(name, AHEAD.plusMillis(name.charAt(0))))
                .toList();
        made.forEach(lines()::put);
        assertThat(lines().list(Optional.empty(), 2)).containsExactly(made.get(3), made.get(2));

        assertThat(lines().change(made.get(2).id(), line -> line.removed(true)))
                .contains(made.get(2).removed(true));

        assertThat(lines().list(Optional.empty(), 2)).containsExactly(made.get(3), made.get(1));
        assertThat(lines().list(Optional.of(made.get(2).id()), 2)).containsExactly(made.get(1), made.get(0));
        assertThat(lines().list(Optional.of(new LineId("none")), 2)).isEmpty();
        assertThat(lines().newer(made.get(0).id(), 2)).containsExactly(made.get(0), made.get(1));
        assertThat(lines().newer(made.get(2).id(), 2)).containsExactly(made.get(3));
        assertThat(lines().newer(new LineId("none"), 2)).isEmpty();
        assertThat(lines().ofAgent(made.get(2).agent())).hasSize(3).doesNotContain(made.get(2));
        assertThat(lines().find(made.get(2).id())).contains(made.get(2).removed(true));
        assertThat(lines().change(made.get(2).id(), line -> line.removed(false)))
                .contains(made.get(2));
        assertThat(lines().list(Optional.empty(), 2)).containsExactly(made.get(3), made.get(2));
        made.forEach(one -> lines().change(one.id(), line -> line.removed(true)));
    }

    @Test
    void a_change_applies_to_the_stored_line_and_is_visible_at_once() {
        Line plain = at("a", NOW);
        assertThat(lines().change(plain.id(), line -> line)).isEmpty();
        lines().put(plain);
        assertThat(lines().find(plain.id())).contains(plain);
        Line.Details calls = new Line.Details(
                null, 3, null, null, Price.ofCalls("USD", 14_000, 5_000), null, MachineDetection.FAST, false);

        assertThat(lines().change(plain.id(), line -> line.with(calls))).contains(plain.with(calls));

        assertThat(lines().current(plain.id())).contains(plain.with(calls));
        assertThat(lines().find(plain.id())).contains(plain.with(calls));
        assertThat(lines().change(plain.id(), line -> line)).contains(plain.with(calls));
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
    void a_line_without_attempts_has_all_its_slots() {
        assertThat(pace()).isEqualTo(LinePace.fresh(line));
    }

    private static final Capacity SOME = new Capacity(
            40,
            Duration.ofMillis(1_234),
            List.of(new Capacity.Second(NOW, 3), new Capacity.Second(NOW.plusSeconds(1), 4)),
            NOW.minusSeconds(9),
            NOW.plusMillis(5));

    private boolean reserve(LinePace read, @Nullable Instant next) {
        return unlessBusy(() -> lines().reserve(read, next, read.capacity(), read.outage()));
    }

    @Test
    void slots_are_reserved_only_on_the_pace_that_was_read() {
        LinePace none = pace();
        assertThat(reserve(none, NOW.plusMillis(100))).isTrue();
        assertThat(reserve(none, NOW.plusMillis(200))).isFalse();
        assertThat(pace().nextSlot()).isEqualTo(NOW.plusMillis(100));

        assertThat(reserve(pace(), NOW.plusMillis(300))).isTrue();
        assertThat(pace().nextSlot()).isEqualTo(NOW.plusMillis(300));
    }

    /** The same slot again, or no slot, is also a reservation. */
    @Test
    void each_reservation_raises_the_plan() {
        LinePace none = pace();
        assertThat(reserve(none, null)).isTrue();
        assertThat(pace().nextSlot()).isNull();
        assertThat(pace().plan()).isEqualTo(none.plan() + 1);
        assertThat(reserve(none, NOW)).isFalse();

        assertThat(reserve(pace(), NOW)).isTrue();
        LinePace read = pace();
        assertThat(reserve(read, NOW)).isTrue();
        assertThat(reserve(read, NOW)).isFalse();
        assertThat(reserve(pace(), null)).isTrue();
        assertThat(pace().nextSlot()).as("left as it was").isEqualTo(NOW);
    }

    @Test
    void the_measured_capacity_is_stored_with_each_reservation() {
        assertThat(pace().capacity()).isEqualTo(Capacity.UNKNOWN);

        assertThat(lines().reserve(pace(), NOW, SOME, Outage.NONE)).isTrue();
        assertThat(pace().capacity()).isEqualTo(SOME);

        assertThat(lines().reserve(pace(), null, Capacity.UNKNOWN, Outage.NONE)).isTrue();
        assertThat(pace().capacity()).isEqualTo(Capacity.UNKNOWN);
        LinePace read = pace();
        reserve(read, null);
        assertThat(lines().reserve(read, null, SOME, Outage.NONE)).isFalse();
        assertThat(pace().capacity()).isEqualTo(Capacity.UNKNOWN);
    }

    @Test
    void the_state_of_the_provider_is_stored_with_each_reservation() {
        Outage outage = new Outage(
                NOW.plusSeconds(29),
                4,
                "HTTP_503",
                new Outage.Block(NOW, NOW.plusSeconds(30), NOW.plusSeconds(120), 2, NOW.plusSeconds(121)));
        assertThat(pace().outage()).isEqualTo(Outage.NONE);

        assertThat(lines().reserve(pace(), null, SOME, outage)).isTrue();
        assertThat(pace().outage()).isEqualTo(outage);
        lines().block(line, NOW.plusSeconds(60), LinePace.Block.ERROR);
        assertThat(lines().slow(pace(), slowed(NOW, NOW, 1, new LinePace.Slowing(500, NOW))))
                .isTrue();
        assertThat(pace().outage()).as("other writes do not change it").isEqualTo(outage);

        Outage one = new Outage(NOW, 1, "TIMEOUT", null);
        assertThat(lines().reserve(pace(), null, SOME, one)).isTrue();
        assertThat(pace().outage()).isEqualTo(one);
        assertThat(lines().reserve(pace(), null, SOME, Outage.NONE)).isTrue();
        assertThat(pace().outage()).isEqualTo(Outage.NONE);
    }

    @Test
    void a_reservation_writes_the_campaign_with_which_the_next_tick_begins() {
        assertThat(pace().nextCampaign()).isNull();

        assertThat(lines().reserve(pace().continuedWith(campaign.value()), null, SOME, Outage.NONE))
                .isTrue();
        lines().block(line, NOW.plusSeconds(60), LinePace.Block.ERROR);
        lines().alarmSet(line, NOW);
        assertThat(lines().slow(pace(), slowed(NOW, NOW, 1, new LinePace.Slowing(500, NOW))))
                .isTrue();
        assertThat(pace().nextCampaign()).isEqualTo(campaign.value());

        assertThat(lines().reserve(pace().continuedWith(null), null, SOME, Outage.NONE))
                .isTrue();
        assertThat(pace().nextCampaign()).isNull();
    }

    @Test
    void only_one_of_eight_concurrent_reservations_succeeds() {
        reserve(pace(), NOW);
        LinePace read = pace();

        List<Boolean> reserved = atOnce(8, () -> reserve(read, NOW.plusSeconds(1)));

        assertThat(reserved).containsOnlyOnce(true);
    }

    @Test
    void alarm_block_slots_and_capacity_do_not_disturb_each_other() {
        lines().put(of(Examples.AGENT, line));
        LinePace read = pace();
        Instant alarm = NOW.plusSeconds(60);
        Instant until = NOW.plusSeconds(30);

        lines().alarmSet(line, alarm);
        lines().block(line, until, LinePace.Block.ERROR);
        assertThat(lines().reserve(read, NOW, SOME, Outage.NONE)).isTrue();

        assertThat(pace())
                .isEqualTo(new LinePace(
                        line, NOW, alarm, until, LinePace.Block.ERROR, 0, null, SOME, Outage.NONE, 1, null));
        lines().alarmSet(line, alarm.plusSeconds(1));
        lines().block(line, until.plusSeconds(1), LinePace.Block.RATE);
        LinePace.Slowing slowing = new LinePace.Slowing(500, NOW.plusMillis(1));
        assertThat(lines().slow(read, slowed(NOW.plusSeconds(2), until.plusSeconds(2), 1, slowing)))
                .isTrue();
        assertThat(pace())
                .isEqualTo(new LinePace(
                        line,
                        NOW.plusSeconds(2),
                        alarm.plusSeconds(1),
                        until.plusSeconds(2),
                        LinePace.Block.RATE,
                        1,
                        slowing,
                        SOME,
                        Outage.NONE,
                        1,
                        null));
        assertThat(reserve(pace(), NOW.plusSeconds(9))).isTrue();
        assertThat(pace())
                .isEqualTo(new LinePace(
                        line,
                        NOW.plusSeconds(9),
                        alarm.plusSeconds(1),
                        until.plusSeconds(2),
                        LinePace.Block.RATE,
                        1,
                        slowing,
                        SOME,
                        Outage.NONE,
                        2,
                        null));
        assertThat(lines().find(line)).contains(of(Examples.AGENT, line));
    }

    @Test
    void a_shorter_block_does_not_replace_a_longer_one() {
        Instant longer = NOW.plusSeconds(30);
        lines().block(line, longer, LinePace.Block.ERROR);

        lines().block(line, NOW.plusSeconds(2), LinePace.Block.RATE);
        assertThat(pace().blockedUntil()).isEqualTo(longer);
        assertThat(pace().block()).isEqualTo(LinePace.Block.ERROR);

        // The state was read before the block.
        assertThat(lines().slow(
                                LinePace.fresh(line),
                                slowed(NOW, NOW.plusSeconds(2), 1, new LinePace.Slowing(500, NOW))))
                .isTrue();
        assertThat(pace().blockedUntil()).isEqualTo(longer);
        assertThat(pace().block()).isEqualTo(LinePace.Block.ERROR);
        assertThat(pace().epoch()).isEqualTo(1);

        lines().block(line, longer.plusMillis(1), LinePace.Block.RATE);
        assertThat(pace().blockedUntil()).isEqualTo(longer.plusMillis(1));
        assertThat(pace().block()).isEqualTo(LinePace.Block.RATE);
        lines().block(line, longer, LinePace.Block.ERROR);
        assertThat(pace().blockedUntil()).as("not compared as text").isEqualTo(longer.plusMillis(1));
    }

    @Test
    void of_several_blocks_at_once_the_longest_stays() {
        AtomicInteger turn = new AtomicInteger();

        atOnce(8, () -> {
            int mine = turn.getAndIncrement();
            return unlessBusy(() -> {
                if (mine == 3) {
                    return lines().slow(
                                    LinePace.fresh(line),
                                    slowed(NOW, NOW.plusSeconds(mine), 1, new LinePace.Slowing(500, NOW)));
                }
                lines().block(line, NOW.plusSeconds(mine), LinePace.Block.ERROR);
                return true;
            });
        });

        assertThat(pace().blockedUntil()).isEqualTo(NOW.plusSeconds(7));
        assertThat(pace().epoch()).isEqualTo(1);
    }

    /** A change that the domain makes: a store writes its slot, block, epoch and slowing. */
    private LinePace slowed(Instant slot, Instant until, long epoch, LinePace.Slowing slowing) {
        return new LinePace(
                line,
                slot,
                null,
                until,
                LinePace.Block.RATE,
                epoch,
                slowing,
                Capacity.UNKNOWN,
                Outage.NONE,
                1_000_000,
                null);
    }

    @Test
    void a_line_is_slowed_once_per_read_state_and_slots_read_before_are_not_reserved() {
        reserve(pace(), NOW);
        LinePace read = pace();
        LinePace.Slowing half = new LinePace.Slowing(500, NOW.minusSeconds(1));

        List<Boolean> slowedIt = atOnce(8, () -> unlessBusy(() -> lines().slow(read, slowed(NOW, NOW, 1, half))));

        assertThat(slowedIt).containsOnlyOnce(true);
        assertThat(pace())
                .isEqualTo(new LinePace(
                        line,
                        NOW,
                        null,
                        NOW,
                        LinePace.Block.RATE,
                        1,
                        half,
                        Capacity.UNKNOWN,
                        Outage.NONE,
                        read.plan(),
                        null));
        assertThat(reserve(read, NOW.plusSeconds(1))).isFalse();
        LinePace again = slowed(NOW.plusSeconds(7), NOW, 2, new LinePace.Slowing(250, NOW));
        assertThat(lines().slow(read, again)).isFalse();
        assertThat(lines().slow(pace(), again)).isTrue();
        assertThat(pace().epoch()).isEqualTo(2);
        assertThat(pace().slowing()).isEqualTo(again.slowing());
        assertThat(pace().nextSlot()).isEqualTo(NOW.plusSeconds(7));
    }

    @Test
    void each_line_has_its_own_pace() {
        reserve(pace(), NOW);
        assertThat(Stream.of(lines().pace(new LineId(line + "-b")).nextSlot())).containsOnlyNulls();
    }
}
