package io.vuelta.domain.settle;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.pace.Command;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.ScriptedCallProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Provider events of an attempt whose contact has changed its status since. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LateEventsTest {
    private final World world = new World(Examples.with().template("hello", null)).load(1);

    private AttemptId begun() {
        return id(world.beginNext());
    }

    private void refused(AttemptId attempt, String reason, ProviderTrouble.Refusal fault) {
        world.settle(attempt, new MessageEvent.Refused(reason, fault, world.clock.instant()));
    }

    private void change(Contact after) {
        world.write(world.contact(0), after);
    }

    private Contact contact() {
        return world.contact(0);
    }

    @Test
    void a_contact_converted_after_its_message_was_accepted_stays_converted_when_it_is_refused_later() {
        AttemptId attempt = begun();
        change(contact().with(new Result(List.of(), Map.of(), true, null), true, world.clock.instant()));

        refused(attempt, "131000", new ProviderTrouble.Technical());

        assertThat(contact().status()).isEqualTo(ContactStatus.CONVERTED);
    }

    @Test
    void a_removed_contact_stays_removed_when_its_message_is_refused_for_another_reason_too() {
        AttemptId attempt = begun();
        refused(attempt, "132000", new ProviderTrouble.Row());
        change(contact().removed(world.clock.instant()));

        refused(attempt, "131000", new ProviderTrouble.Technical());

        assertThat(contact().status()).isEqualTo(ContactStatus.REMOVED);
    }

    @Test
    void a_contact_that_opted_out_stays_rejected_when_its_message_is_refused_for_another_reason_too() {
        AttemptId attempt = begun();
        refused(attempt, "131050", new ProviderTrouble.OptedOut());

        refused(attempt, "131000", new ProviderTrouble.Technical());

        assertThat(contact().status()).isEqualTo(ContactStatus.REJECTED);
    }

    @Test
    void an_opt_out_rejects_a_contact_whose_message_was_delivered() {
        AttemptId attempt = begun();
        world.reported(attempt, MessageStatus.DELIVERED);

        refused(attempt, "131050", new ProviderTrouble.OptedOut());

        assertThat(contact().status()).isEqualTo(ContactStatus.REJECTED);
        assertThat(world.message(attempt).status()).isEqualTo(MessageStatus.DELIVERED);
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }

    /** The call was answered, and then its provider reports that the conversation could not be started. */
    private static AttemptId answeredCall(World calls) {
        Command.Begin command = calls.tick().getFirst();
        calls.ends(command, CallStatus.ENDED, AnsweredBy.HUMAN);
        assertThat(calls.contact(0).status()).isEqualTo(ContactStatus.ANSWERED);
        return id(command);
    }

    private static void fails(World calls, AttemptId attempt) {
        calls.settle(
                attempt,
                CallEvent.Reported.failed(
                        ScriptedCallProvider.providerId(attempt), "TWILIO_31920", calls.clock.instant()));
    }

    @Test
    void a_person_whose_conversation_could_not_start_is_called_again_even_if_the_call_was_reported_as_answered() {
        World calls = new World(Examples.settings()).load(1);
        AttemptId attempt = answeredCall(calls);

        fails(calls, attempt);

        assertThat(calls.contact(0).status()).isEqualTo(ContactStatus.QUEUE);
        assertThat(calls.contact(0).reason()).isEqualTo("TWILIO_31920");
        assertThat(calls.contact(0).tally().billed()).isZero();
        assertThat(calls.counters()).isEqualTo(calls.store.recount(CAMPAIGN));
        calls.clock.advance(World.BACKOFF);
        assertThat(calls.tick()).hasSize(1);
    }

    @Test
    void a_failure_after_the_answer_repeats_no_call_of_a_campaign_that_has_finished_since() {
        World calls = new World(Examples.settings()).load(1);
        AttemptId attempt = answeredCall(calls);
        assertThat(calls.tick()).isEmpty();
        assertThat(calls.campaign().status()).isEqualTo(CampaignStatus.FINISHED);

        fails(calls, attempt);

        assertThat(calls.contact(0).status()).isEqualTo(ContactStatus.FAILED);
        assertThat(calls.contact(0).waits()).isFalse();
        assertThat(calls.counters()).isEqualTo(calls.store.recount(CAMPAIGN));
    }

    @Test
    void a_failure_after_the_answer_changes_no_contact_about_which_something_else_was_decided_since() {
        for (UnaryOperator<Contact> decided : List.<UnaryOperator<Contact>>of(
                contact -> contact.with(new Result(List.of(), Map.of(), true, null), true, World.START),
                contact -> contact.with(new Result(List.of(), Map.of(), false, World.START), true, World.START),
                contact -> contact.askedAgain(World.START),
                contact -> contact.removed(World.START))) {
            World calls = new World(Examples.settings()).load(1);
            AttemptId attempt = answeredCall(calls);
            Contact before = calls.write(calls.contact(0), decided.apply(calls.contact(0)));

            fails(calls, attempt);

            assertThat(calls.call(attempt).status()).isEqualTo(CallStatus.FAILED);
            assertThat(calls.contact(0))
                    .usingRecursiveComparison()
                    .comparingOnlyFields("status", "tally", "timing", "cyclePosition", "results", "log")
                    .isEqualTo(before);
        }
    }

    @Test
    void a_message_that_is_refused_for_two_reasons_uses_up_one_retry() {
        World other = new World(Examples.with().template("hello", null).retries(3)).load(1);
        Command.Begin command = other.beginNext();
        for (String reason : List.of("131049", "131026")) {
            other.settle(
                    id(command),
                    new MessageEvent.Refused(reason, new ProviderTrouble.Person(Duration.ZERO), other.clock.instant()));
        }

        assertThat(other.contact(0).tally().retries()).isEqualTo(1);
    }

    @Test
    void a_message_first_refused_and_then_delivered_uses_up_no_retry() {
        AttemptId attempt = begun();
        refused(attempt, "131049", new ProviderTrouble.Person(Duration.ZERO));
        world.reported(attempt, MessageStatus.DELIVERED);

        assertThat(contact().status()).isEqualTo(ContactStatus.DELIVERED);
        assertThat(contact().tally().retries()).isZero();
    }

    @Test
    void a_refusal_after_the_campaign_finished_leaves_no_contact_waiting_in_a_finished_campaign() {
        AttemptId attempt = begun();
        world.tick();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);

        refused(attempt, "131049", new ProviderTrouble.Person(Duration.ZERO));
        world.tick();

        boolean continues = world.campaign().status() == CampaignStatus.ACTIVE;
        assertThat(continues || !contact().waits()).isTrue();
    }

    @Test
    void a_follow_up_reported_before_the_acceptance_of_its_message_becomes_due() {
        world.answerIsLost();
        AttemptId attempt = begun();
        change(contact()
                .with(
                        new Result(
                                List.of(),
                                Map.of(),
                                false,
                                world.clock.instant().plusSeconds(60)),
                        true,
                        world.clock.instant()));
        world.reported(attempt, MessageStatus.SENT);

        assertThat(world.counters().waiting()).isEqualTo(1);
        assertThat(contact().due()).as("somebody who waits is on an agenda").isNotNull();
        assertThat(world.store.recount(CAMPAIGN)).isEqualTo(world.counters());
    }
}
