package io.vuelta.domain.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.AttemptStart;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallState;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageState;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.price.MessageCategory;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CountersTest {
    private static final CampaignId CAMPAIGN = new CampaignId("c1");
    private static final Instant T = Examples.MONDAY;
    private static final Contact CONTACT = Examples.contact(CAMPAIGN, 1);
    private static final AttemptId ID = new AttemptId(CONTACT.id(), 1);

    private static Attempt call(CallStatus status, @Nullable AnsweredBy by, @Nullable Instant notPlacedUntil) {
        return new Call(
                new AttemptStart(ID, new LineId("line"), CONTACT.number(), "Ana", "invocation", new Place(1, 0), T),
                true,
                new CallState(status, "CA1", by, null, null, Duration.ZERO, null, notPlacedUntil),
                false,
                null,
                new TreeMap<>(),
                0);
    }

    private static Attempt message(MessageStatus status) {
        return new Message(
                new AttemptStart(ID, new LineId("line"), CONTACT.number(), "Ana", "invocation", new Place(1, 0), T),
                "recordatorio",
                MessageCategory.UTILITY,
                new MessageState(status, "wamid", null, null, null, null, null, null),
                false,
                new TreeMap<>(),
                0);
    }

    @ParameterizedTest
    @EnumSource(ContactStatus.class)
    void a_contact_counts_in_its_status_and_a_removed_one_nowhere(ContactStatus status) {
        Counters counters =
                Counters.of(ContactEdit.of(CONTACT).status(status).retries(2, 0).done());

        if (status == ContactStatus.REMOVED) {
            assertThat(counters).isEqualTo(Counters.NONE);
            return;
        }
        assertThat(counters.in(status)).isEqualTo(1);
        assertThat(counters.contacts()).isEqualTo(1);
        assertThat(counters.retries()).isEqualTo(2);
        assertThat(counters.waiting()).isEqualTo(status.waits() ? 1 : 0);
        assertThat(counters.fresh()).isEqualTo(status == ContactStatus.QUEUE ? 1 : 0);
    }

    @Test
    void a_contact_with_a_due_instant_is_not_fresh_and_one_with_a_follow_up_waits() {
        assertThat(Counters.of(ContactEdit.of(CONTACT).due(T).done()).fresh()).isZero();
        assertThat(Counters.of(ContactEdit.of(CONTACT)
                                .status(ContactStatus.ANSWERED)
                                .followUp(T)
                                .due(T)
                                .done())
                        .waiting())
                .isEqualTo(1);
    }

    @Test
    void all_counts_move_into_the_next_cycle() {
        Counters failed = Counters.of(ContactEdit.of(CONTACT)
                .status(ContactStatus.FAILED)
                .retries(2, 0)
                .cycle(0, true)
                .done());
        Counters stays = Counters.of(ContactEdit.of(CONTACT)
                .status(ContactStatus.CONVERTED)
                .retries(1, 0)
                .done());

        Counters next = failed.plus(stays).nextCycle();

        assertThat(next.in(ContactStatus.FAILED)).isZero();
        assertThat(next.in(ContactStatus.CONVERTED)).isEqualTo(1);
        assertThat(next.fresh()).isEqualTo(1);
        assertThat(next.waiting()).isEqualTo(1);
        assertThat(next.returning()).isZero();
        assertThat(next.retries()).as("the converted contact's").isEqualTo(1);
        assertThat(next.nextCycle()).isEqualTo(next);
    }

    @Test
    void an_attempt_counts_once_the_provider_may_have_been_asked() {
        assertThat(Counters.of(call(CallStatus.CREATED, null, null))).isEqualTo(Counters.NONE);
        assertThat(Counters.of(call(CallStatus.FAILED, null, T))).isEqualTo(Counters.NONE);
        assertThat(Counters.of(call(CallStatus.UNKNOWN, null, null)).calls()).isEqualTo(1);
        assertThat(Counters.of(call(CallStatus.UNKNOWN, null, null)).callsOver())
                .isZero();
        assertThat(Counters.of(call(CallStatus.BUSY, null, null)).callsOver()).isEqualTo(1);
    }

    @Test
    void the_answerer_counts_once_the_call_has_ended() {
        assertThat(Counters.of(call(CallStatus.IN_PROGRESS, AnsweredBy.HUMAN, null))
                        .answeredBy(AnsweredBy.HUMAN))
                .isZero();
        assertThat(Counters.of(call(CallStatus.ENDED, AnsweredBy.HUMAN, null)).answeredBy(AnsweredBy.HUMAN))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(MessageStatus.class)
    void a_message_counts_in_every_status_that_it_has_reached(MessageStatus status) {
        Counters counters = Counters.of(message(status));

        assertThat(counters.messages()).isEqualTo(status == MessageStatus.CREATED ? 0 : 1);
        assertThat(counters.messagesDelivered()).isEqualTo(status.compareTo(MessageStatus.DELIVERED) >= 0 ? 1 : 0);
        assertThat(counters.messagesRead()).isEqualTo(status.compareTo(MessageStatus.READ) >= 0 ? 1 : 0);
        assertThat(counters.calls()).isZero();
    }
}
