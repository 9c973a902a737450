package io.vuelta.domain.dispatch;

import static io.vuelta.testkit.World.START;
import static io.vuelta.testkit.World.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.campaign.OnMachine;
import io.vuelta.domain.campaign.PhoneSettings;
import io.vuelta.domain.dispatch.CallProvider.LookUp;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.MachineDetection;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.settle.ProviderEvents;
import io.vuelta.domain.settle.Settlement;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.ScriptedCallProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to the calls of a campaign that is cancelled with hang-up. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HangUpTest {
    private static World calling(int calls) {
        World world = new World(Examples.with().concurrency(calls)).load(calls);
        while (world.provider.requests().size() < calls) {
            world.tick().forEach(world::beginOnTime);
        }
        return world;
    }

    private static List<Command.Ask> asks(World world) {
        world.tick();
        return world.commands.asks();
    }

    private static List<AttemptId> hungUp(World world) {
        return world.provider.hungUp().stream().map(Attempt::id).toList();
    }

    private static List<AttemptId> requested(World world) {
        return world.provider.requests().stream().map(CallRequest::attempt).toList();
    }

    @Test
    void every_call_under_way_is_hung_up_at_once() {
        World world = calling(3);
        world.act(CampaignAction.HANG_UP);

        asks(world).forEach(world.ask::handle);

        assertThat(hungUp(world)).containsExactlyInAnyOrderElementsOf(requested(world));
        assertThat(world.book().inFlight())
                .as("what came of them is told as of any call")
                .isEqualTo(3);
    }

    /** A campaign with one contact, whose call is under way. */
    private static World underWay(OnMachine onMachine) {
        PhoneSettings phone = onMachine == OnMachine.MESSAGE
                ? new PhoneSettings(OnMachine.MESSAGE, "{name}, call us", 20, 120)
                : new PhoneSettings(onMachine, null, 20, 120);
        World world = new World(Examples.with().opening(new MessageContent.FirstMessage("Hi", phone))).load(1);
        world.beginNext();
        return world;
    }

    /** The provider has found out who answered the first call. */
    private static Settlement detected(World world, AnsweredBy by) {
        AttemptId call = requested(world).getFirst();
        String providerId = ScriptedCallProvider.providerId(call);
        return world.settle(call, new CallEvent.Detected(providerId, by, world.clock.instant()));
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTINUE", "HANG_UP"})
    void a_call_that_a_machine_answers_is_hung_up_at_once_only_where_the_campaign_says_so(OnMachine onMachine) {
        World world = underWay(onMachine);
        world.clock.advance(Duration.ofSeconds(8));

        detected(world, AnsweredBy.MACHINE);
        asks(world).forEach(world.ask::handle);

        assertThat(hungUp(world)).hasSize(onMachine == OnMachine.HANG_UP ? 1 : 0);
    }

    @Test
    void a_machine_is_left_a_message_once_though_the_call_is_looked_at_again() {
        World world = underWay(OnMachine.MESSAGE);
        CallLimits limits = world.provider.requests().getFirst().limits();
        world.clock.advance(Duration.ofSeconds(8));

        detected(world, AnsweredBy.MACHINE);
        for (int look = 0; look < 3; look++) {
            asks(world).forEach(world.ask::handle);
            world.clock.advance(Duration.ofSeconds(15));
        }

        assertThat(limits)
                .isEqualTo(
                        new CallLimits(20, 120, MachineDetection.UNTIL_BEEP, OnMachine.MESSAGE, "Person 0, call us"));
        assertThat(world.provider.leftMessages()).containsExactly("Person 0, call us");
        assertThat(hungUp(world)).isEmpty();
        assertThat(world.call(requested(world).getFirst()).eventTimes()).containsKey("MESSAGE_LEFT");
    }

    @Test
    void a_human_is_not_hung_up_on_by_a_campaign_that_does_so_to_machines() {
        World world = underWay(OnMachine.HANG_UP);

        detected(world, AnsweredBy.HUMAN);
        world.clock.advance(World.ASK_AFTER);
        asks(world).forEach(world.ask::handle);

        assertThat(world.provider.lookedUp()).hasSize(1);
        assertThat(hungUp(world)).isEmpty();
    }

    private static List<ProviderEvents.ProviderEvent> receive(World world, LineId line, CallEvent event) {
        List<ProviderEvents.ProviderEvent> sent = new ArrayList<>();
        HangUpOnMachines events = new HangUpOnMachines(
                sent::add, world.store.campaigns(), world.store.attempts(), world.store.lines(), () -> world.provider);
        events.send(new ProviderEvents.ProviderEvent(line, requested(world).getFirst(), event));
        return sent;
    }

    @ParameterizedTest
    @EnumSource(OnMachine.class)
    void a_detected_machine_is_hung_up_at_once_where_the_campaign_hangs_up_on_machines(OnMachine onMachine) {
        World world = underWay(onMachine);
        String providerId = ScriptedCallProvider.providerId(requested(world).getFirst());

        List<ProviderEvents.ProviderEvent> sent = receive(
                world, World.LINE, new CallEvent.Detected(providerId, AnsweredBy.MACHINE, world.clock.instant()));

        assertThat(sent).as("it is settled as ever").hasSize(1);
        assertThat(hungUp(world)).hasSize(onMachine == OnMachine.HANG_UP ? 1 : 0);
        assertThat(world.provider.leftMessages()).isEmpty();
    }

    @Test
    void a_machine_reported_with_the_answer_is_hung_up_too() {
        World world = underWay(OnMachine.HANG_UP);
        String providerId = ScriptedCallProvider.providerId(requested(world).getFirst());

        receive(
                world,
                World.LINE,
                new CallEvent.Reported(
                        providerId, CallStatus.IN_PROGRESS, null, AnsweredBy.MACHINE, world.clock.instant()));

        assertThat(hungUp(world)).hasSize(1);
    }

    @Test
    void no_other_event_hangs_up_at_once_and_no_event_of_another_line() {
        World world = underWay(OnMachine.HANG_UP);
        String providerId = ScriptedCallProvider.providerId(requested(world).getFirst());
        Instant now = world.clock.instant();
        CallEvent machine = new CallEvent.Detected(providerId, AnsweredBy.MACHINE, now);

        receive(world, new LineId("iph_other"), machine);
        receive(world, World.LINE, new CallEvent.Detected(providerId, AnsweredBy.HUMAN, now));
        receive(world, World.LINE, new CallEvent.Detected(providerId, AnsweredBy.UNKNOWN, now));
        CallEvent over =
                new CallEvent.Reported(providerId, CallStatus.ENDED, Duration.ofSeconds(9), AnsweredBy.MACHINE, now);
        receive(world, World.LINE, over);
        assertThat(hungUp(world)).isEmpty();

        world.settle(requested(world).getFirst(), over);
        receive(world, World.LINE, machine);
        assertThat(hungUp(world)).as("the call is over").isEmpty();
    }

    @Test
    void detection_does_not_wait_for_the_greeting_where_machines_are_hung_up() {
        assertThat(underWay(OnMachine.HANG_UP).provider.requests().getFirst().limits())
                .isEqualTo(new CallLimits(20, 120, MachineDetection.FAST, OnMachine.HANG_UP, null));
    }

    @Test
    void a_machine_message_that_is_empty_for_this_contact_is_not_left() {
        World world = new World(Examples.with()
                        .opening(new MessageContent.FirstMessage(
                                "Hi", new PhoneSettings(OnMachine.MESSAGE, " {nobody} ", 20, 120))))
                .load(1);
        world.beginNext();

        assertThat(world.provider.requests().getFirst().limits())
                .isEqualTo(new CallLimits(20, 120, MachineDetection.UNTIL_BEEP, OnMachine.HANG_UP, null));
    }

    @Test
    void a_repeated_machine_event_asks_for_a_look_up_again_in_case_the_report_was_lost() {
        World world = underWay(OnMachine.HANG_UP);
        detected(world, AnsweredBy.MACHINE);
        world.wakes.take();

        assertThat(detected(world, AnsweredBy.MACHINE).report()).isPresent();
    }

    @Test
    void a_cancel_without_hang_up_hangs_up_no_call() {
        World world = calling(3);
        world.act(CampaignAction.CANCEL);

        assertThat(asks(world)).isEmpty();
        world.clock.advance(World.ASK_AFTER);
        asks(world).forEach(world.ask::handle);

        assertThat(world.provider.lookedUp()).hasSize(3);
        assertThat(world.provider.hungUp()).isEmpty();
    }

    @Test
    void calls_still_queued_at_the_provider_are_canceled_when_their_campaign_stops() {
        World world = calling(2);
        world.clock.advance(World.ASK_AFTER);
        asks(world).forEach(world.ask::handle);
        assertThat(world.provider.takenBack()).isEmpty();
        world.act(CampaignAction.PAUSE);
        world.clock.advance(World.ASK_AGAIN);

        asks(world).forEach(world.ask::handle);

        assertThat(world.provider.takenBack())
                .extracting(Attempt::id)
                .containsExactlyInAnyOrderElementsOf(requested(world));
        assertThat(world.provider.hungUp()).isEmpty();
    }

    @Test
    void no_call_is_looked_up_again_before_it_has_had_time_to_end() {
        World world = calling(2);
        world.act(CampaignAction.HANG_UP);
        Instant cancelled = world.clock.instant();
        assertThat(asks(world)).hasSize(2);

        world.clock.set(cancelled.plusSeconds(14));
        assertThat(asks(world)).isEmpty();
        world.clock.set(cancelled.plusSeconds(15));
        assertThat(asks(world)).hasSize(2);
    }

    @Test
    void the_line_is_woken_again_as_long_as_a_call_is_under_way() {
        World world = calling(1);
        world.act(CampaignAction.HANG_UP);
        Instant cancelled = world.clock.instant();

        world.tick();

        assertThat(world.store.lines().pace(World.LINE).ringsBy(cancelled.plusSeconds(15), cancelled))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 100, 101, 250})
    void any_number_of_calls_is_looked_up_within_a_few_ticks(int calls) {
        World world = calling(calls);
        world.act(CampaignAction.HANG_UP);
        Instant cancelled = world.clock.instant();
        List<AttemptId> asks = new ArrayList<>();

        for (int tick = 0; tick < 3; tick++) {
            world.clock.set(cancelled.plusSeconds(2L * tick));
            asks(world).forEach(ask -> asks.add(ask.attempt()));
        }

        assertThat(asks).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(requested(world));
    }

    @Test
    void a_claim_that_has_not_begun_is_released_and_never_called() {
        World world = new World(Examples.settings()).load(1);
        Command.Begin begin = world.tick().getFirst();
        world.act(CampaignAction.HANG_UP);

        asks(world).forEach(world.ask::handle);
        world.begin(begin);

        assertThat(world.contact(id(begin)).status()).isEqualTo(ContactStatus.QUEUE);
        assertThat(world.book().inFlight()).isZero();
        assertThat(world.provider.requests()).isEmpty();
        assertThat(world.provider.hungUp()).isEmpty();
    }

    @Test
    void a_call_whose_answer_was_lost_is_hung_up_as_soon_as_it_is_found() {
        World world = new World(Examples.settings()).load(1);
        world.answerIsLost();
        Command.Begin begin = world.beginNext();
        world.act(CampaignAction.HANG_UP);

        world.provider.answerNextLookUp(new LookUp.Unavailable("the request may still be on its way"));
        asks(world).forEach(world.ask::handle);
        assertThat(world.provider.hungUp()).isEmpty();

        String id = ScriptedCallProvider.providerId(id(begin));
        world.provider.answerNextLookUp(new LookUp.Known(List.of(new CallEvent.Accepted(id, START.plusSeconds(20)))));
        world.clock.advance(Duration.ofSeconds(15));
        asks(world).forEach(world.ask::handle);
        assertThat(hungUp(world)).containsExactly(id(begin));
    }

    @Test
    void a_call_that_has_already_ended_is_left_alone() {
        World world = calling(1);
        AttemptId attempt = requested(world).getFirst();
        world.act(CampaignAction.HANG_UP);
        String id = ScriptedCallProvider.providerId(attempt);
        world.provider.answerNextLookUp(new LookUp.Known(
                List.of(new CallEvent.Reported(id, CallStatus.ENDED, Duration.ofSeconds(3), AnsweredBy.HUMAN, START))));

        asks(world).forEach(world.ask::handle);

        assertThat(world.provider.hungUp()).isEmpty();
        assertThat(world.contact(attempt).status()).isEqualTo(ContactStatus.ANSWERED);
    }

    @Test
    void a_call_that_cannot_be_looked_up_is_hung_up_too() {
        World world = calling(1);
        world.act(CampaignAction.HANG_UP);
        world.provider.answerNextLookUp(new LookUp.Unavailable("503"));

        asks(world).forEach(world.ask::handle);

        assertThat(world.provider.hungUp()).hasSize(1);
    }

    @Test
    void after_a_death_before_the_hang_up_the_repeated_command_hangs_up() {
        World world = calling(1);
        world.act(CampaignAction.HANG_UP);
        Command.Ask ask = asks(world).getFirst();
        world.provider.faults(FailAt.beforeNext("provider.hangUp"));
        assertThatThrownBy(() -> world.ask.handle(ask)).isInstanceOf(FailAt.Crash.class);
        world.provider.faults(Faults.NONE);

        world.ask.handle(ask);

        assertThat(world.provider.hungUp()).hasSize(1);
    }

    @Test
    void the_campaign_leaves_its_line_once_the_last_call_has_ended() {
        World world = calling(1);
        AttemptId attempt = requested(world).getFirst();
        world.act(CampaignAction.HANG_UP);
        asks(world).forEach(world.ask::handle);
        world.reported(attempt, CallStatus.FAILED, null);

        world.tick();

        assertThat(world.call(attempt).status()).isEqualTo(CallStatus.FAILED);
        assertThat(world.book().inFlight()).isZero();
        assertThat(world.store.campaigns().activeOn(World.LINE)).isEmpty();
    }

    @Test
    void a_message_cannot_be_recalled() {
        World world =
                new World(Examples.with().opening(new MessageContent.Template("hello", null, "es_MX", null))).load(1);
        world.beginNext();
        world.act(CampaignAction.HANG_UP);

        assertThat(world.campaign().state().hangsUp()).isFalse();
        assertThat(asks(world)).isEmpty();
    }
}
