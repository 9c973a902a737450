package io.vuelta.domain.pace;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.LINE;
import static io.vuelta.testkit.World.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.campaign.Waiting.Reason;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.MachineDetection;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A line has a maximum number of simultaneous calls, over all of its campaigns. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LineConcurrencyTest {
    private static final CampaignId OTHER = new CampaignId("c2");

    private final World world = new World(Examples.with().concurrency(10).retries(0)).load(8);

    private void most(int calls) {
        Line line = world.store.lines().find(LINE).orElseThrow();
        world.store
                .lines()
                .put(line.with(new Line.Details(null, calls, null, null, null, null, MachineDetection.FAST, false)));
    }

    @Test
    void the_concurrency_of_a_line_limits_all_its_campaigns_together() {
        most(3);
        world.store
                .campaigns()
                .create(Examples.campaign(
                        OTHER,
                        LINE,
                        CampaignStatus.ACTIVE,
                        Examples.with().concurrency(10).retries(0).build()));
        for (int n = 0; n < 8; n++) {
            world.add(Examples.contact(OTHER, n));
        }

        List<Command.Begin> begins = world.tick();

        assertThat(begins).hasSize(3);
        begins.forEach(world::begin);
        assertThat(world.tickAt(START.plusSeconds(2))).isEmpty();
        assertThat(world.store.books().find(CAMPAIGN).waiting()).isEqualTo(new Waiting(Reason.LINE_CONCURRENCY, null));
        assertThat(world.store.books().find(OTHER).waiting()).isEqualTo(new Waiting(Reason.LINE_CONCURRENCY, null));

        begins.subList(0, 2).forEach(command -> world.ends(command, CallStatus.BUSY, null));
        assertThat(world.tickAt(START.plusSeconds(4))).hasSize(2);
    }

    @Test
    void a_raised_limit_counts_at_the_next_tick() {
        most(1);
        assertThat(world.tick()).hasSize(1);

        most(4);

        assertThat(world.tickAt(START.plusSeconds(2))).hasSize(3);
    }
}
