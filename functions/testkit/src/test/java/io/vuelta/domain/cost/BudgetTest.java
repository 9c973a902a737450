package io.vuelta.domain.cost;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.LINE;
import static io.vuelta.testkit.World.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Waiting.Reason;
import io.vuelta.domain.dispatch.MessageTemplate;
import io.vuelta.domain.dispatch.MessageTemplates.Found;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.MachineDetection;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.price.MessageCategory;
import io.vuelta.domain.price.Money;
import io.vuelta.domain.price.Price;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.examples.Examples.SettingsBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BudgetTest {
    private static final long UNIT = 1_000_000;

    private static World world(SettingsBuilder settings, Price price, int contacts) {
        World world = new World(settings.retries(0).build());
        priced(world, price);
        return world.load(contacts);
    }

    private static void priced(World world, Price price) {
        Line line = world.store.lines().find(LINE).orElseThrow();
        world.store
                .lines()
                .put(line.with(new Line.Details(null, null, null, null, price, null, MachineDetection.FAST, false)));
    }

    private static SettingsBuilder calls(int concurrency, long budget) {
        return Examples.with().concurrency(concurrency).budget(new Money(budget, "MXN"));
    }

    private static Money spent(World world) {
        return CampaignCost.soFar(world.counters(), world.store.lines()::find).getOrDefault("MXN", new Money(0, "MXN"));
    }

    private static List<Command.Begin> begun(World world) {
        return begun(world, world.tick());
    }

    private static List<Command.Begin> begun(World world, List<Command.Begin> begins) {
        begins.forEach(world::beginOnTime);
        return begins;
    }

    private static void ends(World world, Command.Begin command, long seconds) {
        Duration duration = Duration.ofSeconds(seconds);
        world.reported(World.id(command), CallStatus.ENDED, duration, AnsweredBy.HUMAN, world.clock.instant());
    }

    @Test
    void attempts_begin_as_far_as_the_budget_allows_and_then_the_campaign_pauses_itself() {
        World world = world(calls(10, 5 * UNIT), Price.ofCalls("MXN", 0, UNIT), 9);

        List<Command.Begin> begins = begun(world);
        assertThat(begins).hasSize(5);
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);

        assertThat(world.tick()).isEmpty();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.INACTIVE);
        assertThat(world.campaign().state().autoPause())
                .isEqualTo(new AutoPause("BUDGET", world.clock.instant(), List.of()));

        begins.forEach(command -> ends(world, command, 60));
        assertThat(world.tick()).isEmpty();
        assertThat(spent(world)).isEqualTo(new Money(5 * UNIT, "MXN"));
    }

    /** Its pause would release planned attempts, and the budget would not be used. */
    @Test
    void planned_attempts_begin_before_the_campaign_pauses_itself() {
        World world = world(calls(10, 3 * UNIT), Price.ofCalls("MXN", 0, UNIT), 9);
        List<Command.Begin> planned = world.tick();
        assertThat(planned).hasSize(3);

        assertThat(world.tickAt(START.plusMillis(10))).isEmpty();

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(world.store.books().find(CAMPAIGN).waiting())
                .satisfies(waiting -> assertThat(waiting.reason()).isEqualTo(Reason.BUDGET));
        planned.forEach(world::begin);
        assertThat(world.provider.requests()).hasSize(3);
        world.tick();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.INACTIVE);
    }

    @Test
    void a_budget_for_five_messages_sends_five() {
        World world = world(
                Examples.with()
                        .template("promo", null)
                        .concurrency(CampaignSettings.MAX_CONCURRENCY)
                        .budget(new Money(5 * 250_000, "USD")),
                Price.ofMessages("USD", 0, Map.of(MessageCategory.UTILITY, 250_000L, MessageCategory.MARKETING, UNIT)),
                20);
        world.messages.templates((_, name, language) -> new Found.Known(new MessageTemplate(
                name,
                language,
                "APPROVED",
                MessageCategory.UTILITY,
                List.of(),
                false,
                List.of(),
                List.of(),
                List.of())));

        for (int i = 0; i < 10; i++) {
            begun(world);
            world.clock.advance(Duration.ofSeconds(5));
        }

        assertThat(world.messages.requests()).hasSize(5);
        assertThat(world.campaign().state().autoPause())
                .extracting(AutoPause::reason)
                .isEqualTo("BUDGET");
        assertThat(CampaignCost.soFar(world.counters(), world.store.lines()::find))
                .containsExactly(Map.entry("USD", new Money(5 * 250_000, "USD")));
    }

    @Test
    void a_campaign_without_waiting_contacts_finishes_though_its_budget_is_used_up() {
        World world = world(calls(10, 2 * UNIT), Price.ofCalls("MXN", 0, UNIT), 2);
        begun(world).forEach(command -> ends(world, command, 1));

        world.tickAt(START.plusSeconds(5));
        world.tickAt(START.plusSeconds(8));

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
    }

    @Test
    void with_a_larger_budget_the_campaign_continues_and_with_the_same_it_pauses_itself_again() {
        World world = world(calls(10, 2 * UNIT), Price.ofCalls("MXN", 0, UNIT), 9);
        begun(world).forEach(command -> ends(world, command, 1));
        world.tickAt(START.plusSeconds(5));
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.INACTIVE);

        world.act(CampaignAction.RESUME);
        assertThat(world.tickAt(START.plusSeconds(10))).isEmpty();
        assertThat(world.campaign().state().autoPause())
                .extracting(AutoPause::reason)
                .isEqualTo("BUDGET");

        Campaign richer =
                world.campaign().changed(calls(10, 4 * UNIT).retries(0).build());
        assertThat(world.store.campaigns().save(richer)).isTrue();
        world.act(CampaignAction.RESUME);
        assertThat(world.tickAt(START.plusSeconds(15))).hasSize(2);
    }

    @Test
    void without_a_price_in_its_currency_the_budget_is_not_used_up() {
        World world = world(calls(10, 1), Price.ofCalls("USD", UNIT, UNIT), 3);

        assertThat(world.tick()).hasSize(3);
    }

    /** For any duration of calls: no call begins after the budget is reached, so only calls under way can exceed it. */
    @RepeatedTest(60)
    void the_budget_is_exceeded_at_most_by_the_attempts_under_way(RepetitionInfo seed) {
        SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
        Price price = Price.ofCalls("MXN", random.nextLong(UNIT), random.nextLong(UNIT / 10));
        long each = price.calls(1, 35).micros();
        long budget = 1 + random.nextLong(5 * UNIT);
        World world = world(calls(random.nextInt(1, 12), budget), price, 30);
        List<Command.Begin> underWay = new ArrayList<>();
        Instant at = START;
        for (int i = 0; i < 200 && world.campaign().status() == CampaignStatus.ACTIVE; i++) {
            long before = spent(world).micros() + each * underWay.size();
            List<Command.Begin> begun = begun(world, world.tick());
            assertThat(begun.isEmpty() || before + each * (begun.size() - 1L) < budget)
                    .as("begun at %s of %s: %s", before, budget, begun.size())
                    .isTrue();
            underWay.addAll(begun);
            at = at.plusSeconds(3);
            world.clock.until(at);
            if (!underWay.isEmpty() && random.nextBoolean()) {
                ends(world, underWay.remove(random.nextInt(underWay.size())), random.nextLong(300));
                if (random.nextInt(4) == 0) {
                    // The pacer receives the report of the end before the counts include it.
                    underWay.addAll(begun(world, world.tickUncounted()));
                }
            }
        }
        underWay.forEach(command -> ends(world, command, random.nextLong(300)));

        assertThat(world.tickAt(at.plusSeconds(5))).isEmpty();
        AutoPause autoPause = world.campaign().state().autoPause();
        assertThat(autoPause == null ? world.campaign().status().name() : autoPause.reason())
                .isIn("BUDGET", "FINISHED", "ACTIVE");
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }
}
