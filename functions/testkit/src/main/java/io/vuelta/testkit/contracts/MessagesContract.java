package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.AttemptRules;
import io.vuelta.domain.attempt.AttemptStart;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageState;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.price.MessageCategory;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of the stores for messages. */
public abstract class MessagesContract extends StoreContract {
    private static Message message(Attempt attempt, MessageStatus status) {
        return new Message(
                new AttemptStart(attempt.id(), attempt.line(), attempt.to(), "Ana ñ", "invocation-2", place(9), NOW),
                "recordatorio",
                MessageCategory.UTILITY,
                new MessageState(
                        status,
                        "wamid.HBg=",
                        NOW.plusMillis(1),
                        NOW.plusMillis(2),
                        NOW.plusMillis(3),
                        status == MessageStatus.FAILED ? "131026" : null,
                        null,
                        null),
                status.compareTo(MessageStatus.SENT) > 0 ? new UserId("MX.1") : null,
                status.compareTo(MessageStatus.SENT) >= 0,
                new TreeMap<>(Map.of("DELIVERED", NOW.plusMillis(2), "READ", NOW.plusMillis(3))),
                attempt.version());
    }

    private Message created(Contact claimed, int seconds) {
        return Message.created(
                next(claimed),
                line,
                claimed.number(),
                "Ana",
                "recordatorio",
                null,
                "invocation-1",
                at(claimed),
                NOW.plusSeconds(seconds));
    }

    /** A contact whose message has begun. */
    private Contact messaged() {
        Contact claimed = claimed(loaded(), 1);
        return begun(claimed, created(claimed, 0));
    }

    private static Attempt latest(Contact contact) {
        return contact.attempt(contact.attempts()).orElseThrow();
    }

    private static Attempt after(Attempt attempt, AttemptEvent event) {
        if (AttemptRules.apply(attempt, event) instanceof AttemptRules.Step.MoveTo move) {
            return move.next();
        }
        throw new IllegalStateException("ignored: " + event);
    }

    private Contact receive(Contact contact, AttemptEvent event) {
        return write(contact, contact.with(after(latest(contact), event)));
    }

    @ParameterizedTest
    @EnumSource(MessageStatus.class)
    void any_message_is_read_as_it_was_written(MessageStatus status) {
        Contact contact = messaged();
        Message after = message(latest(contact), status);

        write(contact, contact.with(after));

        assertThat(read(after.id())).isEqualTo(after);
    }

    @ParameterizedTest
    @EnumSource(MessageStatus.class)
    void any_earlier_message_is_read_as_it_was_written(MessageStatus status) {
        Contact first = messaged();
        Contact claimed = claimed(write(first, waiting(first)), 2);
        begun(claimed, created(claimed, 60));
        Message after = message(read(new AttemptId(first.id(), 1)), status);

        assertThat(store().attempts().writeEarlier(after)).isTrue();

        assertThat(read(after.id())).isEqualTo(after.inVersion(2));
    }

    @Test
    void a_message_is_found_by_its_provider_id_or_as_the_latest_to_the_person() {
        Contact contact = messaged();
        PhoneNumber to = contact.number();
        assertThat(store().attempts().sent(line, to, null)).isEmpty();

        receive(contact, new MessageEvent.Taken("wamid.HBg=", NOW));

        Attempts.Sent sent = new Attempts.Sent(latest(contact).id(), "wamid.HBg=");
        eventually(() ->
                assertThat(store().attempts().sent(line, to, "wamid.HBg=")).contains(sent));
        eventually(() -> assertThat(store().attempts().sent(line, to, null)).contains(sent));
        assertThat(store().attempts().sent(line, to, "wamid.other")).isEmpty();
        PhoneNumber asWhatsAppHasIt = new PhoneNumber(to.e164().replaceFirst("^\\+52", "+521"));
        assertThat(store().attempts().sent(line, asWhatsAppHasIt, "wamid.HBg=")).contains(sent);
        assertThat(store().attempts().sent(line, asWhatsAppHasIt, null)).contains(sent);
        assertThat(store().attempts().sent(line, new PhoneNumber("+525599999999"), null))
                .isEmpty();
        assertThat(store().attempts().sent(new LineId("other-" + fresh), to, null))
                .isEmpty();
    }

    @Test
    void the_later_of_two_messages_to_one_person_is_the_latest() {
        Contact first = receive(messaged(), new MessageEvent.Taken("wamid.Z", NOW));
        Contact claimed = claimed(write(first, waiting(first)), 2);
        Contact second =
                receive(begun(claimed, created(claimed, 60)), new MessageEvent.Taken("wamid.A", NOW.plusSeconds(61)));

        Attempts.Sent latest = new Attempts.Sent(new AttemptId(second.id(), 2), "wamid.A");
        Attempts.Sent earlier = new Attempts.Sent(new AttemptId(second.id(), 1), "wamid.Z");
        eventually(() ->
                assertThat(store().attempts().sent(line, first.number(), null)).contains(latest));
        eventually(() -> assertThat(store().attempts().sent(line, first.number(), "wamid.Z"))
                .contains(earlier));
    }

    @Test
    void an_earlier_message_whose_id_is_reported_late_is_found() {
        Contact first = messaged();
        Contact claimed = claimed(write(first, waiting(first)), 2);
        begun(claimed, created(claimed, 60));
        Attempt earlier = read(new AttemptId(first.id(), 1));

        assertThat(store().attempts().writeEarlier(after(earlier, new MessageEvent.Taken("wamid.late", NOW))))
                .isTrue();

        Attempts.Sent sent = new Attempts.Sent(earlier.id(), "wamid.late");
        eventually(() -> assertThat(store().attempts().sent(line, first.number(), "wamid.late"))
                .contains(sent));
        eventually(() ->
                assertThat(store().attempts().sent(line, first.number(), null)).contains(sent));
    }

    static Stream<ProviderTrouble.Refusal> faults() {
        return Stream.of(
                new ProviderTrouble.Technical(),
                new ProviderTrouble.Row(),
                new ProviderTrouble.NotAsked(),
                new ProviderTrouble.AccountUnusable(),
                new ProviderTrouble.TemplateUnusable(),
                new ProviderTrouble.OptedOut(),
                new ProviderTrouble.Person(Duration.ZERO),
                new ProviderTrouble.Person(Duration.ofHours(24)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void the_cause_of_a_failure_is_stored(ProviderTrouble.Refusal fault) {
        Contact contact = receive(messaged(), new MessageEvent.Refused("131049", fault, NOW.plusSeconds(1)));

        Message kept = (Message) read(latest(contact).id());
        assertThat(kept.state().fault()).isEqualTo(fault);
        assertThat(kept.outcome()).isEqualTo(latest(contact).outcome());
        assertThat(kept.notPlaced()).isEqualTo(fault instanceof ProviderTrouble.NotAsked);
    }

    @Test
    void a_message_that_was_surely_not_sent_is_stored_as_such() {
        Contact contact =
                receive(messaged(), new MessageEvent.NotSent("130429", NOW.plusMillis(4_001), NOW.plusSeconds(1)));

        Attempt kept = read(latest(contact).id());
        assertThat(kept.notPlaced()).isTrue();
        assertThat(kept.outcome()).isEqualTo(latest(contact).outcome());
    }

    @Test
    void a_contact_whose_message_was_accepted_is_sending_without_a_claim() {
        Contact contact = receive(messaged(), new MessageEvent.Taken("wamid1", NOW.plusSeconds(1)));

        write(contact, with(contact, ContactStatus.SENDING, null));

        assertThat(read(contact.id()).claim()).isNull();
        assertThat(read(contact.id()).status()).isEqualTo(ContactStatus.SENDING);
        assertThat(read(contact.id()).place()).isEqualTo(place(1));
    }
}
