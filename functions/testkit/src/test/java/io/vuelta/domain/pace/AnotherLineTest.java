package io.vuelta.domain.pace;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.LINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.action.ActOnCampaign;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.LineChange;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.line.Capacity;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Outage;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.FiveTries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * A campaign that is moved to another line: attempts that have begun end on the line on which they began, and count.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AnotherLineTest {
    private static final LineId OTHER = new LineId("other");

    private final World world = new World(Examples.with().concurrency(2).retries(0)).load(4);
    private final ActOnCampaign actions =
            new ActOnCampaign(world.store.campaigns(), world.store.books(), world.wakes, new FiveTries(), world.clock);

    AnotherLineTest() {
        world.store.lines().put(Examples.line(OTHER, world.campaign().settings().channel()));
        world.store
                .lines()
                .reserve(
                        world.store.lines().pace(OTHER),
                        null,
                        new Capacity(5_000, Duration.ZERO, List.of(), null, null),
                        Outage.NONE);
    }

    private void move() {
        Line other = world.store.lines().find(OTHER).orElseThrow();
        assertThat(actions.change(CAMPAIGN, new LineChange(null, other), (settings, _) -> settings))
                .isInstanceOf(ActOnCampaign.Changed.Done.class);
    }

    private List<Command.Begin> tickOther() {
        world.count();
        world.commands.take();
        var _ = world.pace.tick(
                OTHER,
                world.wakes.takeAll().stream()
                        .filter(wake -> wake.line().equals(OTHER))
                        .toList(),
                false);
        return world.begins();
    }

    private void answered(Command.Begin command) {
        world.reported(World.id(command), CallStatus.ENDED, AnsweredBy.HUMAN);
    }

    @Test
    void calls_under_way_on_the_previous_line_count_on_the_concurrency_until_they_end() {
        List<Command.Begin> begun = world.tick();
        begun.forEach(world::beginOnTime);
        world.act(CampaignAction.PAUSE);
        move();
        actions.act(CAMPAIGN, CampaignAction.RESUME);

        assertThat(tickOther()).as("both places are taken").isEmpty();
        answered(begun.getFirst());
        world.tick();
        List<Command.Begin> next = tickOther();

        assertThat(next).hasSize(1).allMatch(command -> command.line().equals(OTHER));
        assertThat(world.store.campaigns().activeOn(LINE))
                .as("off the other list")
                .isEmpty();
        assertThat(world.book().inFlight()).isEqualTo(2);
    }

    @Test
    void attempts_planned_for_the_previous_line_do_not_begin() {
        List<Command.Begin> planned = world.tick();
        world.act(CampaignAction.PAUSE);
        move();
        actions.act(CAMPAIGN, CampaignAction.RESUME);
        world.clock.until(planned.getFirst().notBefore());

        planned.forEach(world::begin);

        assertThat(world.provider.requests()).isEmpty();
        assertThat(world.contact(World.who(planned.getFirst())).reason()).isEqualTo("CAMPAIGN_CHANGED");
        world.tick();
        assertThat(world.book().inFlight()).isZero();
    }

    @Test
    void a_campaign_finishes_on_its_new_line_and_no_line_lists_it_afterwards() {
        List<Command.Begin> begun = world.tick();
        begun.forEach(world::begin);
        world.act(CampaignAction.PAUSE);
        move();
        actions.act(CAMPAIGN, CampaignAction.RESUME);
        begun.forEach(this::answered);
        world.tick();
        for (Command.Begin command : tickOther()) {
            world.beginOnTime(command);
            answered(command);
        }
        Instant at = world.clock.instant();
        for (int i = 1; i < 5; i++) {
            world.clock.set(at.plusSeconds(3L * i));
            tickOther();
        }

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
        assertThat(world.store.contactsOf(CAMPAIGN)).allMatch(contact -> contact.status() == ContactStatus.ANSWERED);
        assertThat(world.store.campaigns().linesAtWork()).isEmpty();
    }

    @Test
    void a_pause_on_the_new_line_hangs_up_the_calls_on_the_previous_one() {
        List<Command.Begin> begun = world.tick();
        begun.forEach(world::begin);
        world.act(CampaignAction.PAUSE);
        move();
        actions.act(CAMPAIGN, CampaignAction.PAUSE_HANG_UP);

        tickOther();

        assertThat(world.commands.asks()).hasSize(2).allMatch(ask -> ask.line().equals(LINE));
        assertThat(world.campaign().state().hangsUp()).isTrue();
        actions.act(CAMPAIGN, CampaignAction.RESUME);
        assertThat(world.campaign().state().hangsUp()).as("no longer").isFalse();
    }

    @Test
    void a_move_that_was_interrupted_is_completed_when_it_is_repeated() {
        world.tick();
        world.act(CampaignAction.PAUSE);
        OpenClaimsBook read = world.book();
        world.store.faults(FailAt.beforeNext("books.save"));
        assertThatThrownBy(this::move).isInstanceOf(FailAt.Crash.class);
        assertThat(world.campaign().line()).isEqualTo(OTHER);

        move();

        assertThat(world.book().version())
                .as("the pacer of the line that it left cannot write")
                .isEqualTo(read.version() + 1);
    }

    @Test
    void an_active_campaign_cannot_change_its_line() {
        Line other = world.store.lines().find(OTHER).orElseThrow();
        assertThat(actions.change(CAMPAIGN, new LineChange(null, other), (settings, _) -> settings))
                .isEqualTo(new ActOnCampaign.Changed.Active());
        assertThat(world.campaign().line()).isEqualTo(LINE);
        assertThat(world.campaign().mayMove()).isFalse();
        world.act(CampaignAction.PAUSE);
        assertThat(world.campaign().mayMove()).isTrue();
    }
}
