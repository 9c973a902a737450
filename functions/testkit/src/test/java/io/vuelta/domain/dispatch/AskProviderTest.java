package io.vuelta.domain.dispatch;

import static io.vuelta.testkit.World.LINE;
import static io.vuelta.testkit.World.START;
import static io.vuelta.testkit.World.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.HistoryEntry;
import io.vuelta.domain.dispatch.CallProvider.LookUp;
import io.vuelta.domain.pace.Command;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.ScriptedCallProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AskProviderTest {
    private static final Instant LEASE_ENDS = START.plus(World.ASK_AFTER);

    private final World world = new World(Examples.settings()).load(1);

    private Command.Ask askedAt(Instant at) {
        world.tickAt(at);
        assertThat(world.commands.asks()).hasSize(1);
        return world.commands.asks().getFirst();
    }

    private static CallEvent.Reported reported(Command.Begin of, CallStatus status, @Nullable AnsweredBy by) {
        Duration duration = status == CallStatus.ENDED ? Duration.ofSeconds(12) : null;
        String id = ScriptedCallProvider.providerId(id(of));
        return new CallEvent.Reported(id, status, duration, by, START.plusSeconds(30));
    }

    @Test
    void a_claim_whose_command_was_lost_is_released_when_its_lease_ends() {
        Command.Begin lost = world.tick().getFirst();
        world.tickAt(lost.notBefore().plusSeconds(30).minusMillis(1));
        assertThat(world.contact(id(lost)).status()).isEqualTo(ContactStatus.SENDING);

        List<Command.Begin> again = world.tickAt(lost.notBefore().plusSeconds(30));

        assertThat(world.contact(id(lost)).log().history())
                .extracting(HistoryEntry::what)
                .containsExactly("LOADED", "CLAIMED", "COMMAND_LOST", "CLAIMED");
        assertThat(again).extracting(World::id).as("the number was free again").containsExactly(id(lost));
        world.begin(lost);
        assertThat(world.provider.requests()).as("of an earlier claim").isEmpty();
        assertThat(world.book().inFlight()).isEqualTo(1);
        assertThat(world.reservedToday()).isEqualTo(1);
        assertThat(world.provider.lookedUp()).isEmpty();
    }

    @Test
    void a_call_still_in_progress_gets_more_time_and_is_looked_up_again() {
        Command.Begin command = world.beginNext();
        world.provider.answerNextLookUp(new LookUp.Known(List.of(reported(command, CallStatus.RINGING, null))));

        world.ask.handle(askedAt(LEASE_ENDS));

        assertThat(world.call(id(command)).status()).isEqualTo(CallStatus.RINGING);
        assertThat(world.contact(id(command)).status()).isEqualTo(ContactStatus.SENDING);
        world.tickAt(LEASE_ENDS.plusSeconds(179));
        assertThat(world.commands.asks()).isEmpty();
        askedAt(LEASE_ENDS.plusSeconds(180));
    }

    @Test
    void a_provider_that_cannot_be_asked_is_asked_again_later() {
        Command.Begin command = world.beginNext();
        world.provider.answerNextLookUp(new LookUp.Unavailable("503"));

        world.ask.handle(askedAt(LEASE_ENDS));

        assertThat(world.contact(id(command)).status()).isEqualTo(ContactStatus.SENDING);
        askedAt(LEASE_ENDS.plusSeconds(180));
    }

    @Test
    void a_call_without_events_is_settled_by_the_look_up() {
        Command.Begin command = world.beginNext();
        world.provider.answerNextLookUp(
                new LookUp.Known(List.of(reported(command, CallStatus.ENDED, AnsweredBy.MACHINE))));

        world.ask.handle(askedAt(LEASE_ENDS));

        assertThat(world.contact(id(command)).status()).isEqualTo(ContactStatus.RETRYING);
        assertThat(world.contact(id(command)).tally().billed()).isEqualTo(Duration.ofSeconds(5));
        assertThat(world.wakes.woken()).contains(LINE);
    }

    @Test
    void a_look_up_of_an_ended_attempt_wakes_the_line_again_in_case_the_settler_died() {
        Command.Begin command = world.beginNext();
        world.provider.answerNextLookUp(
                new LookUp.Known(List.of(reported(command, CallStatus.ENDED, AnsweredBy.MACHINE))));
        Command.Ask ask = askedAt(LEASE_ENDS);
        world.wakes.take();
        world.store.faults(FailAt.afterNext("contacts.write"));
        assertThatThrownBy(() -> world.ask.handle(ask)).isInstanceOf(FailAt.Crash.class);
        world.store.faults(Faults.NONE);
        assertThat(world.wakes.take()).isEmpty();

        world.ask.handle(ask);

        assertThat(world.wakes.take()).containsExactly(LINE);
    }

    @Test
    void an_ended_call_waits_ten_seconds_for_who_answered() {
        Command.Begin command = world.beginNext();
        world.settle(id(command), reported(command, CallStatus.ENDED, null));
        assertThat(world.contact(id(command)).status()).isEqualTo(ContactStatus.SENDING);
        assertThat(world.book().nextLook()).as("the pacer is told to look then").contains(START.plusSeconds(10));

        String id = ScriptedCallProvider.providerId(id(command));
        world.settle(id(command), new CallEvent.Detected(id, AnsweredBy.HUMAN, START.plusSeconds(1)));

        assertThat(world.contact(id(command)).status()).isEqualTo(ContactStatus.ANSWERED);
    }

    @Test
    void the_answerer_is_unknown_if_the_look_up_does_not_have_it() {
        Command.Begin command = world.beginNext();
        world.settle(id(command), reported(command, CallStatus.ENDED, null));

        world.ask.handle(askedAt(START.plusSeconds(10)));

        assertThat(world.call(id(command)).state().answeredBy()).isEqualTo(AnsweredBy.UNKNOWN);
        assertThat(world.contact(id(command)).status()).isEqualTo(ContactStatus.ANSWERED);
        assertThat(world.contact(id(command)).tally().billed()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void the_provider_is_asked_who_answered_if_no_event_reports_it() {
        Command.Begin command = world.beginNext();
        world.settle(id(command), reported(command, CallStatus.ENDED, null));
        world.provider.answerNextLookUp(
                new LookUp.Known(List.of(reported(command, CallStatus.ENDED, AnsweredBy.MACHINE))));

        world.ask.handle(askedAt(START.plusSeconds(10)));

        assertThat(world.call(id(command)).state().answeredBy()).isEqualTo(AnsweredBy.MACHINE);
        assertThat(world.contact(id(command)).status()).isEqualTo(ContactStatus.RETRYING);
    }

    @Test
    void a_look_up_of_a_settled_attempt_does_nothing() {
        Command.Begin command = world.beginNext();
        Command.Ask ask = askedAt(LEASE_ENDS);
        world.settle(id(command), reported(command, CallStatus.BUSY, null));

        world.ask.handle(ask);

        assertThat(world.provider.lookedUp()).isEmpty();
        assertThat(world.contact(id(command)).status()).isEqualTo(ContactStatus.RETRYING);
    }

    @Test
    void a_repeated_look_up_settles_once() {
        Command.Begin command = world.beginNext();
        Command.Ask ask = askedAt(LEASE_ENDS);
        world.provider.answerNextLookUp(new LookUp.NotKnown());
        world.provider.answerNextLookUp(new LookUp.NotKnown());

        world.ask.handle(ask);
        world.ask.handle(ask);

        assertThat(world.counters().contacts()).isEqualTo(1);
        assertThat(world.call(id(command)).status())
                .as("a call that the provider took by name stays its")
                .isEqualTo(CallStatus.QUEUED);
    }

    // Attempts that cannot be looked up

    private void looksUpInVain(Instant at) {
        world.provider.answerNextLookUp(new LookUp.Unavailable("HTTP 401"));
        world.tickAt(at);
        world.commands.asks().forEach(world.ask::handle);
    }

    private void hasEnded(Command.Begin command, String reason) {
        world.tick();
        assertThat(world.book().inFlight()).isZero();
        assertThat(world.contact(id(command)).status()).isEqualTo(ContactStatus.FAILED);
        assertThat(world.contact(id(command)).reason()).isEqualTo(reason);
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
    }

    @Test
    void a_call_whose_answer_was_lost_and_that_cannot_be_looked_up_for_a_day_has_failed_and_is_not_repeated() {
        world.answerIsLost();
        Command.Begin command = world.beginNext();

        looksUpInVain(LEASE_ENDS);
        looksUpInVain(LEASE_ENDS.plus(Duration.ofHours(24)).minusSeconds(1));
        assertThat(world.book().inFlight()).isEqualTo(1);
        looksUpInVain(LEASE_ENDS.plus(Duration.ofHours(25)));

        hasEnded(command, "NEVER_LOOKED_UP");
    }

    @Test
    void a_placed_call_that_cannot_be_looked_up_for_a_day_has_failed_and_is_not_repeated() {
        Command.Begin command = world.beginNext();

        looksUpInVain(LEASE_ENDS);
        looksUpInVain(LEASE_ENDS.plus(Duration.ofHours(24)).minusSeconds(1));
        assertThat(world.book().inFlight()).isEqualTo(1);
        looksUpInVain(LEASE_ENDS.plus(Duration.ofHours(25)));

        hasEnded(command, "NEVER_LOOKED_UP");
        world.settle(id(command), reported(command, CallStatus.ENDED, AnsweredBy.HUMAN));
        assertThat(world.contact(id(command)).status()).as("after a late event").isEqualTo(ContactStatus.FAILED);
    }

    /** For example after the account of the line was replaced. */
    @Test
    void a_placed_call_that_its_provider_does_not_know_for_a_day_has_failed_and_is_not_repeated() {
        Command.Begin command = world.beginNext();

        for (Instant at : List.of(LEASE_ENDS, LEASE_ENDS.plus(Duration.ofHours(25)))) {
            world.provider.answerNextLookUp(new LookUp.NotKnown());
            world.tickAt(at);
            world.commands.asks().forEach(world.ask::handle);
        }

        hasEnded(command, "NEVER_LOOKED_UP");
    }

    @Test
    void an_ended_call_whose_answerer_cannot_be_looked_up_for_a_day_was_answered() {
        Command.Begin command = world.beginNext();
        world.settle(id(command), reported(command, CallStatus.ENDED, null));

        looksUpInVain(LEASE_ENDS);
        looksUpInVain(LEASE_ENDS.plus(Duration.ofHours(25)));

        assertThat(world.call(id(command)).state().answeredBy()).isEqualTo(AnsweredBy.UNKNOWN);
        assertThat(world.contact(id(command)).status()).isEqualTo(ContactStatus.ANSWERED);
    }
}
