package io.vuelta.domain.pace;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.LINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.line.Capacity;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.line.MachineDetection;
import io.vuelta.domain.line.Outage;
import io.vuelta.domain.wake.Wake;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * A line with 300 active campaigns. Each operation of the store takes 4 ms, and they follow one after another, so one
 * tick cannot handle all campaigns.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ManyCampaignsTest {
    private static final int CAMPAIGNS = 300;
    private static final Duration OPERATION = Duration.ofMillis(4);
    private static final Duration SLOW = Duration.ofMillis(8);
    private static final CampaignSettings SETTINGS =
            Examples.with().concurrency(1).retries(0).build();

    private final World world = new World(SETTINGS);

    ManyCampaignsTest() {
        line(null);
        world.load(2);
        for (CampaignId id : ids().subList(1, CAMPAIGNS)) {
            world.store.campaigns().create(Examples.campaign(id, LINE, CampaignStatus.ACTIVE, SETTINGS));
            world.add(Examples.contact(id, 0));
            world.add(Examples.contact(id, 1));
        }
        world.count();
        eachOperationTakes(OPERATION);
    }

    private void eachOperationTakes(Duration time) {
        world.store.faults(Faults.beforeEach(_ -> world.clock.advance(time)));
    }

    private void line(@Nullable Integer most) {
        Line line = Examples.line(LINE, "100");
        world.store
                .lines()
                .put(line.with(new Line.Details(null, most, null, null, null, null, MachineDetection.FAST, false)));
    }

    /** The ids of all campaigns, in their order; {@code c1} is the first. */
    private static List<CampaignId> ids() {
        return IntStream.range(0, CAMPAIGNS)
                .mapToObj(n -> n == 0 ? CAMPAIGN : new CampaignId(String.format("d%03d", n)))
                .toList();
    }

    private int sum(ToIntFunction<OpenClaimsBook> number) {
        return ids().stream()
                .map(id -> world.store.books().find(id))
                .mapToInt(number)
                .sum();
    }

    @Test
    void every_campaign_gets_its_slot_within_three_ticks_of_a_slow_store() {
        Set<CampaignId> served = new HashSet<>();
        List<Integer> perTick = new ArrayList<>();
        do {
            world.wakes.takeAll();
            Instant begun = world.clock.instant();

            List<Command.Begin> begins = world.tickUncounted();

            begins.forEach(command -> {
                assertThat(command.notBefore()).isAfter(begun);
                assertThat(served.add(command.campaign()))
                        .as("%s is tried again before others", command.campaign())
                        .isTrue();
            });
            perTick.add(begins.size());
        } while (world.wakes.woken().contains(LINE) && perTick.size() < 3);

        assertThat(perTick.getFirst()).isPositive().isLessThan(CAMPAIGNS);
        assertThat(served).containsExactlyInAnyOrderElementsOf(ids());
    }

    @Test
    void a_tick_reads_no_further_campaign_after_six_seconds() {
        List<Instant> reads = new ArrayList<>();
        world.store.faults(Faults.beforeEach(operation -> {
            world.clock.advance(OPERATION);
            if (operation.equals("campaigns.find")) {
                reads.add(world.clock.instant());
            }
        }));
        Instant begun = world.clock.instant();

        assertThat(world.tickUncounted()).isNotEmpty();

        assertThat(reads).isNotEmpty().hasSizeLessThan(CAMPAIGNS);
        assertThat(reads.getLast()).isBefore(begun.plus(PaceLine.TICK_TIME).plusSeconds(1));
    }

    @Test
    void the_calls_of_campaigns_that_a_tick_does_not_reach_count_for_the_lines_maximum() {
        line(150);

        for (int tick = 0; tick < 6; tick++) {
            var _ = world.tickUncounted();
            assertThat(sum(OpenClaimsBook::inFlight)).isLessThanOrEqualTo(150);
        }

        assertThat(sum(OpenClaimsBook::inFlight)).isEqualTo(150);
    }

    @Test
    void the_commands_of_campaigns_that_a_tick_does_not_reach_count_for_the_systems_capacity() {
        Capacity small = new Capacity(180, Duration.ZERO, List.of(), world.clock.instant(), null);
        LinePace pace = world.store.lines().pace(LINE);
        assertThat(world.store.lines().reserve(pace, null, small, Outage.NONE)).isTrue();

        int sent = world.tickUncounted().size();
        assertThat(sent).isBetween(1, 180);
        for (int tick = 0; tick < 3; tick++) {
            sent += world.tickUncounted().size();
            int window = world.store.lines().pace(LINE).capacity().window();
            assertThat(sum(OpenClaimsBook::unreported)).isLessThanOrEqualTo(Math.max(180, window));
        }
        assertThat(sent).isLessThanOrEqualTo(180);
    }

    @Test
    void the_reports_of_a_campaign_that_a_tick_does_not_reach_are_stored() {
        List<Command.Begin> begins = new ArrayList<>(world.tickUncounted());
        begins.addAll(world.tickUncounted());
        begins.addAll(world.tickUncounted());
        CampaignId last = ids().getLast();
        Command.Begin ofLast = begins.stream()
                .filter(command -> command.campaign().equals(last))
                .findFirst()
                .orElseThrow();
        LinePace pace = world.store.lines().pace(LINE);
        assertThat(world.store.lines().reserve(pace.continuedWith(null), null, pace.capacity(), Outage.NONE))
                .isTrue();
        world.wakes.takeAll();
        world.ends(ofLast, CallStatus.BUSY, null);
        eachOperationTakes(SLOW);

        List<Command.Begin> next = world.tickUncounted();

        assertThat(next).extracting(Command.Begin::campaign).doesNotContain(last);
        assertThat(world.store.books().find(last).closed()).isEqualTo(1);
    }

    /** Only a wake-up that names it lets the pacer handle a campaign that is not in the line's list. */
    @Test
    void a_named_campaign_that_a_tick_does_not_reach_is_named_again() {
        CampaignId unlisted = new CampaignId("e1");
        world.store.campaigns().create(Examples.campaign(unlisted, LINE, CampaignStatus.FINISHED, SETTINGS));
        world.wakes.takeAll();
        world.wakes.send(Wake.of(LINE, unlisted));

        var _ = world.tickUncounted();

        assertThat(world.wakes.takeAll()).contains(Wake.of(LINE, unlisted));
    }
}
