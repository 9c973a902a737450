package io.vuelta.domain.settle;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AttemptId;
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
import io.vuelta.testkit.fakes.ScriptedMessageProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Provider events of a message whose contact has changed its status since. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LateEventsTest {
    private final World world =
            new World(Examples.with().template("hello", null).build()).load(1);

    private AttemptId begun() {
        Command.Begin command = world.tick().getFirst();
        world.begin(command);
        return id(command);
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
    void a_message_that_is_refused_for_two_reasons_uses_up_one_retry() {
        World other =
                new World(Examples.with().template("hello", null).retries(3).build()).load(1);
        Command.Begin command = other.tick().getFirst();
        other.begin(command);
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
        world.settle(
                attempt,
                new MessageEvent.Reported(
                        ScriptedMessageProvider.providerId(attempt), MessageStatus.DELIVERED, world.clock.instant()));

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
        world.settle(
                attempt,
                new MessageEvent.Reported(
                        ScriptedMessageProvider.providerId(attempt), MessageStatus.SENT, world.clock.instant()));

        assertThat(world.counters().waiting()).isEqualTo(1);
        assertThat(contact().due()).as("somebody who waits is on an agenda").isNotNull();
        assertThat(world.store.recount(CAMPAIGN)).isEqualTo(world.counters());
    }
}
