package io.vuelta.domain.pace;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.LINE;
import static io.vuelta.testkit.World.START;
import static io.vuelta.testkit.World.id;
import static io.vuelta.testkit.World.who;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.action.ActOnCampaign;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.campaign.Cycles.Rhythm;
import io.vuelta.domain.campaign.LineChange;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Results;
import io.vuelta.domain.window.DatedSchedule;
import io.vuelta.domain.window.DayHours;
import io.vuelta.domain.window.WeeklySchedule;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.examples.Examples.SettingsBuilder;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.FiveTries;
import io.vuelta.testkit.fakes.ScriptedCallProvider;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole passes of a campaign with cycles. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NextCycleTest {
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Instant NEXT = START.plus(AN_HOUR);

    private static Cycles hourly(@Nullable Integer maxIterations) {
        return new Cycles(new Rhythm.Cooldown(AN_HOUR), maxIterations, null, Set.of(), Set.of());
    }

    private static Cycles without(ContactStatus status, String... tags) {
        return new Cycles(new Rhythm.Cooldown(AN_HOUR), null, null, Set.of(status), Set.of(tags));
    }

    private static SettingsBuilder with(Cycles cycles) {
        return Examples.with().cycles(cycles).retries(0).concurrency(50);
    }

    /** Gives a contact this final status. */
    private static void ended(World world, int n, ContactStatus status, String... tags) {
        Contact contact = world.contact(n);
        Contact after = ContactEdit.of(contact)
                .status(status)
                .attempts(2, 2)
                .retries(1, 1)
                .results(new Results(List.of(tags), status == ContactStatus.CONVERTED, true, false))
                .done();
        world.write(contact, after);
    }

    /** A campaign whose only contact has failed, after the tick that ends the first cycle. */
    private static World coolingDown() {
        World world = new World(with(hourly(null))).load(1);
        ended(world, 0, ContactStatus.FAILED);
        world.tick();
        return world;
    }

    private static void assertCountersAreARecount(World world) {
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }

    @Test
    void an_exhausted_pass_cools_down_and_the_next_cycle_calls_all_again() {
        World world = new World(with(hourly(1))).load(2);
        world.tick().forEach(command -> world.ends(command, CallStatus.BUSY, null));
        Instant dry = world.clock.instant();
        world.tick();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.COOLDOWN);
        assertThat(world.campaign().nextCycle()).contains(dry.plus(AN_HOUR));
        assertThat(world.store.campaigns().activeOn(LINE)).containsExactly(CAMPAIGN);

        assertThat(world.tickAt(dry.plus(AN_HOUR).minusMillis(1))).isEmpty();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.COOLDOWN);
        assertThat(world.tickAt(dry.plus(AN_HOUR))).isEmpty();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        List<Command.Begin> again = world.tickAt(dry.plus(AN_HOUR).plusSeconds(1));

        assertThat(again).hasSize(2).allMatch(command -> id(command).number() == 2);
        assertThat(world.campaign().cycle().number()).isEqualTo(1);
        assertCountersAreARecount(world);

        again.forEach(command -> world.ends(command, CallStatus.BUSY, null));
        world.tick();
        assertThat(world.campaign().status()).as("of one repeat there is one").isEqualTo(CampaignStatus.FINISHED);
        assertThat(world.store.campaigns().activeOn(LINE)).isEmpty();
    }

    @Test
    void the_alarm_rings_when_the_next_cycle_begins() {
        World world = coolingDown();

        world.tickAt(START.plusSeconds(2));

        assertThat(world.schedules.of(LINE)).as("a minute before").contains(NEXT.minusSeconds(60));
    }

    @ParameterizedTest
    @EnumSource(
            value = ContactStatus.class,
            names = {"QUEUE", "SENDING", "RETRYING", "REMOVED"},
            mode = EnumSource.Mode.EXCLUDE)
    void only_failed_voicemail_and_answered_contacts_return_and_their_retries_are_zero(ContactStatus status) {
        boolean returns = status.mayReturn();
        World world = new World(with(hourly(null))).load(2);
        ended(world, 0, status);
        ended(world, 1, ContactStatus.FAILED);
        world.tick();
        world.tickAt(NEXT);

        List<Command.Begin> begins = world.tickAt(NEXT.plusSeconds(1));

        assertThat(begins).hasSize(returns ? 2 : 1);
        Contact contact = world.contact(0).in(world.campaign().cycle());
        assertThat(contact.status()).isEqualTo(returns ? ContactStatus.SENDING : status);
        assertThat(contact.tally().retries()).isEqualTo(returns ? 0 : 1);
        assertThat(contact.tally().failedRetries()).isEqualTo(returns ? 0 : 1);
        assertThat(contact.attempts()).isEqualTo(returns ? 3 : 2);
        assertCountersAreARecount(world);
    }

    @Test
    void filters_exclude_statuses_and_tags() {
        World world = new World(with(without(ContactStatus.ANSWERED, "vip"))).load(4);
        ended(world, 0, ContactStatus.ANSWERED);
        ended(world, 1, ContactStatus.VOICEMAIL, "vip");
        ended(world, 2, ContactStatus.VOICEMAIL, "other");
        ended(world, 3, ContactStatus.FAILED);
        world.tick();
        world.tickAt(NEXT);

        assertThat(world.tickAt(NEXT.plusSeconds(1)))
                .extracting(command -> who(command))
                .containsExactlyInAnyOrder(
                        world.contact(2).id(), world.contact(3).id());
        assertThat(world.contact(0).status()).as("it keeps it").isEqualTo(ContactStatus.ANSWERED);
        assertCountersAreARecount(world);
    }

    @Test
    void a_campaign_to_which_no_contact_returns_finishes_at_once() {
        World world = new World(with(hourly(null))).load(1);
        ended(world, 0, ContactStatus.CONVERTED);

        world.tick();

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
    }

    @Test
    void retries_start_from_zero_again_in_each_cycle() {
        World world =
                new World(Examples.with().cycles(hourly(null)).retries(1).retryDelay(Duration.ofMinutes(1))).load(1);
        world.ends(world.tick().getFirst(), CallStatus.BUSY, null);
        world.ends(world.tickAt(START.plusSeconds(60)).getFirst(), CallStatus.BUSY, null);
        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.FAILED);
        world.tick();
        Instant next = world.campaign().nextCycle().orElseThrow();
        world.tickAt(next);

        world.ends(world.tickAt(next.plusSeconds(1)).getFirst(), CallStatus.BUSY, null);

        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.RETRYING);
        assertThat(world.contact(0).attempts()).isEqualTo(3);
    }

    @Test
    void contacts_loaded_while_it_cools_down_are_called_in_the_next_cycle() {
        World world = coolingDown();

        world.load(1);
        assertThat(world.tickAt(START.plusSeconds(60))).isEmpty();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.COOLDOWN);
        world.tickAt(NEXT);

        assertThat(world.tickAt(NEXT.plusSeconds(1))).hasSize(2);
        assertCountersAreARecount(world);
    }

    @Test
    void contacts_loaded_when_no_cycle_is_left_are_called_in_the_last_one() {
        World world = coolingDown();
        world.store.campaigns().save(world.campaign().changed(with(hourly(0)).build()));
        world.load(1);

        world.tickAt(START.plusSeconds(60));

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(world.campaign().cycle().number()).isZero();
        assertThat(world.tick()).hasSize(1);
    }

    @Test
    void a_campaign_whose_cycles_are_reduced_during_the_cooldown_finishes() {
        World world = coolingDown();
        world.store.campaigns().save(world.campaign().changed(with(hourly(0)).build()));

        world.tickAt(START.plusSeconds(60));

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
        assertThat(world.store.campaigns().activeOn(LINE)).isEmpty();
    }

    @ParameterizedTest(name = "edited while it {0}")
    @CsvSource({"works", "cools down"})
    void edited_filters_are_recounted_before_the_next_cycle(String when) {
        World world = new World(with(hourly(null))).load(40);
        for (int n = 0; n < 40; n++) {
            ended(world, n, n < 10 ? ContactStatus.ANSWERED : ContactStatus.FAILED);
        }
        if (when.equals("cools down")) {
            world.tick();
        }
        world.store
                .campaigns()
                .save(world.campaign()
                        .changed(with(without(ContactStatus.ANSWERED)).build()));
        world.tick();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.COOLDOWN);
        world.tickAt(START.plusSeconds(2));
        world.tickAt(START.plusSeconds(4));
        assertThat(world.counters().returning()).isEqualTo(30);
        assertCountersAreARecount(world);

        world.tickAt(NEXT.plusSeconds(5));

        assertThat(world.tickAt(NEXT.plusSeconds(6))).hasSize(30);
        assertCountersAreARecount(world);
    }

    /** While it is paused in its cooldown, it is on no line: the filters are applied only after it cools down again. */
    @Test
    void a_campaign_paused_in_its_cooldown_whose_filters_were_edited_is_resumed_after_it() {
        World world = coolingDown();
        ActOnCampaign actions = new ActOnCampaign(
                world.store.campaigns(), world.store.books(), world.wakes, new FiveTries(), world.clock);
        actions.act(CAMPAIGN, CampaignAction.PAUSE);
        actions.change(
                CAMPAIGN,
                LineChange.NONE,
                (_, _) -> with(without(ContactStatus.ANSWERED)).build());
        world.clock.set(NEXT.plusSeconds(1));

        actions.act(CAMPAIGN, CampaignAction.RESUME);
        world.tickAt(NEXT.plusSeconds(3));
        world.tickAt(NEXT.plusSeconds(5));

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(world.tickAt(NEXT.plusSeconds(7))).hasSize(1);
    }

    @Test
    void filters_that_exclude_all_finish_a_campaign_in_its_cooldown() {
        World world = coolingDown();
        world.store
                .campaigns()
                .save(world.campaign()
                        .changed(with(without(ContactStatus.FAILED)).build()));

        world.tickAt(START.plusSeconds(2));
        world.tickAt(START.plusSeconds(4));

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
    }

    private static final Cycles WITHOUT_FAILED =
            new Cycles(new Rhythm.Cooldown(AN_HOUR), null, null, Set.of(ContactStatus.FAILED), Set.of());

    /** The function that settles the event has read the campaign before the edit. */
    @Test
    void an_event_right_after_the_recount_of_edited_filters_does_not_bring_a_contact_back() {
        World world = new World(with(hourly(null)).build()).load(2);
        List<Command.Begin> begins = world.tick();
        begins.forEach(command -> world.ends(command, CallStatus.BUSY, null));
        ended(world, 1, ContactStatus.ANSWERED);
        world.tick();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.COOLDOWN);
        world.store
                .campaigns()
                .save(world.campaign().changed(with(WITHOUT_FAILED).build()));
        world.tick();
        assertThat(world.contact(0).cyclePosition().returns()).isFalse();

        AttemptId failed = new AttemptId(world.contact(0).id(), 1);
        String url = "https://recordings.example.com/1";
        world.settle(
                failed, new CallEvent.Recorded(ScriptedCallProvider.providerId(failed), url, world.clock.instant()));

        assertThat(world.call(failed).recordingUrl()).isEqualTo(url);
        assertThat(world.contact(0).cyclePosition().returns()).isFalse();
        assertCountersAreARecount(world);
        world.tickAt(NEXT.plusSeconds(5));
        assertThat(world.tickAt(NEXT.plusSeconds(7)))
                .extracting(World::who)
                .containsExactly(world.contact(1).id());
    }

    @Test
    void a_contact_that_others_keep_changing_is_recounted_by_a_later_tick() {
        World world = new World(with(hourly(null)).build()).load(2);
        ended(world, 0, ContactStatus.FAILED);
        ended(world, 1, ContactStatus.ANSWERED);
        world.tick();
        world.store
                .campaigns()
                .save(world.campaign().changed(with(WITHOUT_FAILED).build()));
        int[] left = {7};
        world.store.faults(new Faults() {
            @Override
            public void before(String operation) {
                if (operation.equals("contacts.write") && left[0] > 0) {
                    left[0]--;
                    Faults these = this;
                    world.store.faults(Faults.NONE);
                    Contact contact = world.contact(0);
                    world.store
                            .contacts()
                            .write(contact, contact.tagged(List.of("tag " + left[0]), world.clock.instant()));
                    world.store.faults(these);
                }
            }
        });

        for (int second = 1; second < 4; second++) {
            world.tickAt(START.plusSeconds(second));
        }

        assertThat(left[0]).isZero();
        assertThat(world.book().isRecounted(world.campaign())).isTrue();
        assertThat(world.book().recount().returning()).isEqualTo(1);
        assertThat(world.contact(0).results().tags()).hasSize(7);
        assertThat(world.contact(0).cyclePosition().returns()).isFalse();
        assertCountersAreARecount(world);
    }

    @Test
    void a_scheduled_cycle_begins_with_its_days_window_and_stays_within_it() {
        Rhythm wednesdays = new Rhythm.Scheduled(new DatedSchedule(
                new WeeklySchedule(Map.of(DayOfWeek.WEDNESDAY, DayHours.of("09:00", "10:00"))),
                null,
                LocalDate.of(2026, 3, 4)));
        World world = new World(with(new Cycles(wednesdays, null, null, Set.of(), Set.of()))
                        .concurrency(1))
                .load(2);
        ended(world, 0, ContactStatus.FAILED);
        ended(world, 1, ContactStatus.FAILED);
        world.tick();
        Instant opens = Instant.parse("2026-03-04T15:00:00Z");

        world.tickAt(opens.minusMillis(1));
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.COOLDOWN);
        world.tickAt(opens);
        world.ends(world.tickAt(opens.plusSeconds(1)).getFirst(), CallStatus.BUSY, null);

        Instant closes = opens.plus(AN_HOUR);
        world.tickAt(closes);
        assertThat(world.commands.begins()).isEmpty();
        world.tickAt(closes.plusSeconds(2));

        assertThat(world.campaign().status()).as("that was the last day").isEqualTo(CampaignStatus.FINISHED);
        assertThat(world.store.contactsOf(CAMPAIGN))
                .extracting(Contact::reason)
                .containsExactlyInAnyOrder("BUSY", "CYCLES_ENDED");
        assertCountersAreARecount(world);
    }

    @Test
    void a_pause_during_the_cooldown_prevents_the_next_cycle() {
        World world = coolingDown();
        world.act(CampaignAction.PAUSE);

        world.tickAt(NEXT.plusSeconds(60));

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.INACTIVE);
        assertThat(world.campaign().cycle().number()).isZero();
    }

    @Test
    void converted_contacts_of_an_answered_call_never_return() {
        World world = new World(with(hourly(null))).load(2);
        List<Command.Begin> begins = world.tick();
        begins.forEach(command -> world.ends(command, CallStatus.ENDED, AnsweredBy.HUMAN));
        ended(world, 0, ContactStatus.CONVERTED);
        world.tick();
        Instant next = world.campaign().nextCycle().orElseThrow();
        world.tickAt(next);

        assertThat(world.tickAt(next.plusSeconds(1)))
                .extracting(command -> who(command))
                .containsExactly(world.contact(1).id());
    }

    @Test
    void beginning_a_cycle_costs_the_same_with_ten_contacts_and_a_thousand() {
        assertThat(operationsToBegin(1_000)).isEqualTo(operationsToBegin(10)).doesNotContainKey("contacts.after");
    }

    /** The store operations of the tick that begins the cycle. */
    private static Map<String, Integer> operationsToBegin(int contacts) {
        World world = new World(with(hourly(null))).load(contacts);
        for (int n = 0; n < contacts; n++) {
            ended(world, n, ContactStatus.FAILED);
        }
        world.tick();
        Map<String, Integer> operations = new TreeMap<>();
        world.store.faults(Faults.beforeEach(operation -> operations.merge(operation, 1, Integer::sum)));
        world.tickAt(NEXT);
        world.store.faults(Faults.NONE);
        assertThat(world.counters().fresh()).isEqualTo(contacts);
        return operations;
    }

    /** The counts lag behind the contacts. */
    @Test
    void a_campaign_in_its_cooldown_does_not_finish_before_all_contacts_are_counted() {
        World world = coolingDown();
        world.tick();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.COOLDOWN);
        ended(world, 0, ContactStatus.CONVERTED);
        world.count();
        world.load(1);

        world.tickUncounted();

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.COOLDOWN);
        assertThat(world.book().waiting()).extracting(Waiting::reason).isEqualTo(Waiting.Reason.COUNTING);
        world.tick();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.COOLDOWN);
        assertThat(world.book().waiting()).isNull();
        world.tickAt(world.campaign().nextCycle().orElseThrow());
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
    }
}
