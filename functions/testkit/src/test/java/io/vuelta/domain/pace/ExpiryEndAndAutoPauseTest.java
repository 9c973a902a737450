package io.vuelta.domain.pace;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.LINE;
import static io.vuelta.testkit.World.START;
import static io.vuelta.testkit.World.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.campaign.Waiting.Reason;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attempts that are too late, the end of a campaign, and automatic pauses. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExpiryEndAndAutoPauseTest {
    private static final Instant END = START.plusSeconds(3_600);

    // Its end

    @Test
    void at_the_end_waiting_contacts_are_dropped_and_the_campaign_finishes() {
        World world = new World(Examples.with().endAt(END).concurrency(2)).load(5);
        List<Command.Begin> begins = world.tick();
        world.ends(begins.get(0), CallStatus.BUSY, null);
        world.begin(begins.get(1));

        assertThat(world.tickAt(END)).isEmpty();
        assertThat(world.campaign().status()).as("a call is under way").isEqualTo(CampaignStatus.ACTIVE);
        world.ends(begins.get(1), CallStatus.NO_ANSWER, null);
        world.tickAt(END.plusSeconds(2));
        world.tickAt(END.plusSeconds(4));

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
        assertThat(world.store.contactsOf(CAMPAIGN))
                .hasSize(5)
                .allMatch(contact -> contact.status() == ContactStatus.FAILED)
                .allMatch(contact -> contact.reason().equals("CAMPAIGN_ENDED"));
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }

    @Test
    void an_attempt_planned_before_the_end_does_not_begin_at_the_end() {
        World world = new World(Examples.with().endAt(END)).load(1);
        Command.Begin command = world.tickAt(END.minusMillis(1)).getFirst();
        world.clock.set(END);

        world.begin(command);

        assertThat(world.provider.requests()).isEmpty();
        assertThat(world.contact(0).reason()).isEqualTo("CAMPAIGN_ENDED");
        world.tick();
        world.tickAt(END.plusSeconds(2));
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
    }

    @Test
    void no_slot_is_planned_at_the_end_or_after_it() {
        World world = new World(Examples.with().endAt(END).concurrency(20)).load(20);

        assertThat(world.tickAt(END.minusMillis(250)))
                .extracting(Command.Begin::notBefore)
                .containsExactly(END.minusMillis(250), END.minusMillis(150), END.minusMillis(50));
    }

    @Test
    void the_alarm_rings_at_the_end_for_every_reason_of_waiting() {
        World world = new World(Examples.with().endAt(END));

        world.tick();

        assertThat(world.book().waiting()).isEqualTo(new Waiting(Reason.NO_CONTACTS, END));
        assertThat(world.schedules.of(LINE)).contains(END.minusSeconds(60));
        world.tickAt(END);
        assertThat(world.campaign().status())
                .as("without anybody it ends all the same")
                .isEqualTo(CampaignStatus.FINISHED);
    }

    @Test
    void a_contact_with_only_a_follow_up_keeps_its_status_when_the_campaign_ends() {
        World world = new World(Examples.with().endAt(END)).load(1);
        Contact contact = world.contact(0);
        Contact wishes = ContactEdit.of(contact)
                .status(ContactStatus.ANSWERED)
                .followUp(END.plusSeconds(60))
                .due(END.plusSeconds(60))
                .done();
        world.write(contact, wishes);

        world.tickAt(END);
        world.tickAt(END.plusSeconds(2));

        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.ANSWERED);
        assertThat(world.contact(0).waits()).isFalse();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
    }

    // Too late

    private static final Duration AN_HOUR = Duration.ofHours(1);

    @ParameterizedTest(name = "tried {0} ms after it was due: {1}")
    @CsvSource({"3599999,true", "3600000,true", "3600001,false"})
    void a_first_attempt_expires_so_long_after_the_pass_began(int millis, boolean tried) {
        World world = new World(Examples.with().expires(AN_HOUR)).load(1);

        assertThat(world.tickAt(START.plusMillis(millis))).hasSize(tried ? 1 : 0);

        assertThat(world.contact(0).status()).isEqualTo(tried ? ContactStatus.SENDING : ContactStatus.FAILED);
        assertThat(world.contact(0).reason()).isEqualTo(tried ? "CLAIMED" : "EXPIRED");
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }

    @Test
    void one_tick_drops_all_expired_contacts_at_any_concurrency() {
        World world = new World(Examples.with().expires(AN_HOUR).concurrency(1)).load(200);

        world.tickAt(START.plus(AN_HOUR).plusMillis(1));

        assertThat(world.counters().waiting()).isZero();
        assertThat(world.counters().in(ContactStatus.FAILED)).isEqualTo(200);
    }

    @ParameterizedTest(name = "tried {0} ms after the retry was due: {1}")
    @CsvSource({"3600000,true", "3600001,false"})
    void a_retry_expires_so_long_after_it_was_due(int millis, boolean tried) {
        World world = new World(Examples.with().expires(AN_HOUR)).load(1);
        world.ends(world.tick().getFirst(), CallStatus.BUSY, null);
        Instant due = START.plus(Duration.ofMinutes(30));

        assertThat(world.tickAt(due.plusMillis(millis))).hasSize(tried ? 1 : 0);
        assertThat(world.contact(0).status()).isEqualTo(tried ? ContactStatus.SENDING : ContactStatus.FAILED);
    }

    @ParameterizedTest
    @CsvSource({"3600000,true", "3600001,false"})
    void before_the_scheduled_start_nothing_expires(int millis, boolean tried) {
        Instant start = START.plus(Duration.ofDays(2));
        World world = new World(Examples.with().startAt(start).expires(AN_HOUR)).load(1);

        assertThat(world.tickAt(start.plusMillis(millis))).hasSize(tried ? 1 : 0);
    }

    @Test
    void an_attempt_that_expires_between_its_plan_and_its_slot_is_released_and_dropped() {
        World world = new World(Examples.with().expires(AN_HOUR)).load(1);
        Command.Begin command = world.tickAt(START.plus(AN_HOUR)).getFirst();
        world.clock.advance(Duration.ofMillis(1));

        world.begin(command);
        assertThat(world.contact(0).reason()).isEqualTo("EXPIRED");
        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.QUEUE);
        world.tick();

        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.FAILED);
        assertThat(world.provider.requests()).isEmpty();
    }

    // The breaker

    private static World failing(int failures, int others) {
        World world = new World(Examples.with().concurrency(100).retries(0)).load(failures + others + 5);
        List<Command.Begin> begins = world.tick();
        for (int n = 0; n < failures + others; n++) {
            world.ends(begins.get(n), n < failures ? CallStatus.FAILED : CallStatus.BUSY, null);
        }
        return world;
    }

    @ParameterizedTest(name = "{0} failures, {1} others: {2}")
    @CsvSource({"9,0,ACTIVE", "10,0,INACTIVE", "5,5,INACTIVE", "5,6,ACTIVE", "4,6,ACTIVE"})
    void a_campaign_whose_attempts_fail_for_technical_reasons_pauses_itself(
            int failures, int others, CampaignStatus status) {
        World world = failing(failures, others);

        world.tick();

        assertThat(world.campaign().status()).isEqualTo(status);
        if (status == CampaignStatus.INACTIVE) {
            assertThat(world.campaign().state().autoPause()).isNotNull().satisfies(stop -> {
                assertThat(stop.reason()).isEqualTo(AutoPause.TECHNICAL_FAILURES);
                assertThat(stop.attempts()).hasSize(failures);
            });
            assertThat(world.commands.begins()).isEmpty();
        }
    }

    @Test
    void a_resumed_campaign_is_not_paused_again_by_the_same_attempts() {
        World world = failing(10, 0);
        world.tick();
        world.clock.advance(Duration.ofSeconds(10));
        world.act(CampaignAction.RESUME);

        world.tick();

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(world.campaign().state().autoPause()).isNull();
    }

    @Test
    void an_unusable_account_pauses_the_campaign_at_once() {
        World world = new World(Examples.with().concurrency(3)).load(3);
        List<Command.Begin> begins = world.tick();
        world.provider.answer(_ -> new PlacementResult(
                new CallEvent.NotPlaced("20003", START.plusSeconds(60), START),
                Optional.of(new ProviderTrouble.AccountUnusable())));

        begins.forEach(world::beginOnTime);

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.INACTIVE);
        assertThat(world.campaign().state().autoPause())
                .isEqualTo(new AutoPause(
                        "20003",
                        begins.getFirst().notBefore(),
                        List.of(id(begins.getFirst()).toString())));
        assertThat(world.provider.requests()).as("the others go back").hasSize(1);
        assertThat(world.book().inFlight()).isZero();
        assertThat(world.reservedToday()).isZero();
    }
}
