package vuelta.domain.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptEvent;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.AttemptRules;
import vuelta.domain.attempt.Attempts;
import vuelta.domain.attempt.CallEvent;
import vuelta.domain.attempt.CallStatus;
import vuelta.domain.attempt.Conversation;
import vuelta.domain.attempt.Message;
import vuelta.domain.attempt.MessageEvent;
import vuelta.domain.attempt.MessageEvent.Fault;
import vuelta.domain.attempt.MessageStatus;
import vuelta.domain.campaign.Breaker;
import vuelta.domain.campaign.ContactStatus;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.Contacts.Agenda;
import vuelta.domain.contact.Results;
import vuelta.domain.fakes.ContactEdit;
import vuelta.domain.ledger.AttemptChange;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Marks;
import vuelta.domain.ledger.Pacing;
import vuelta.domain.line.LineId;
import vuelta.domain.phone.PhoneNumber;

/** What the ledger promises of messages, of the attempts that ended, and of who is held. */
public abstract class MessagesContract extends StoreContract {
    private static Message message(Attempt attempt, MessageStatus status) {
        return new Message(
                attempt.id(),
                attempt.line(),
                attempt.to(),
                "Ana ñ",
                "recordatorio",
                status,
                "wamid.HBg=",
                NOW,
                NOW.plusMillis(1),
                NOW.plusMillis(2),
                NOW.plusMillis(3),
                status == MessageStatus.FAILED ? "131026" : null,
                null,
                null,
                status.compareTo(MessageStatus.SENT) >= 0,
                new Conversation(new Results(List.of("vip"), Map.of(), false), null, "neutral", null, null),
                new TreeMap<>(Map.of("DELIVERED", NOW.plusMillis(2), "READ", NOW.plusMillis(3))),
                attempt.version());
    }

    /** A message whose record is written and whose contact is under way. */
    private Message begun() {
        Contact sending = sending(loaded(1).getFirst());
        Message created = Message.created(next(sending), line, sending.number(), "Ana", "recordatorio", NOW);
        done(Commit.begin(read(), new ContactChange(sending, sending.begun(NOW.plusSeconds(3_600), NOW)), created));
        return (Message) read(next(sending));
    }

    @ParameterizedTest
    @EnumSource(MessageStatus.class)
    void whatever_is_written_of_a_message_is_read_again_and_counted(MessageStatus status) {
        active();
        Message before = begun();
        Message after = message(before, status);

        done(Commit.attempt(read(), before, after));

        assertThat(read(before.id()))
                .usingRecursiveComparison()
                .ignoringFields("version")
                .isEqualTo(after);
        assertThat(counters().messages()).isEqualTo(status == MessageStatus.CREATED ? 0 : 1);
        assertThat(counters().messagesDelivered()).isEqualTo(status.compareTo(MessageStatus.DELIVERED) >= 0 ? 1 : 0);
        assertThat(counters().messagesRead()).isEqualTo(status.compareTo(MessageStatus.READ) >= 0 ? 1 : 0);
        assertThat(counters().calls()).isZero();
        assertCountersAreARecount();
    }

    @Test
    void a_message_is_found_by_the_providers_id_of_it_and_without_one_the_latest_to_that_person() {
        active();
        Message first = begun();
        PhoneNumber to = first.to();
        assertThat(store().attempts().sent(line, to, null)).isEmpty();

        done(Commit.attempt(read(), first, after(first, new MessageEvent.Taken("wamid.HBg=", NOW))));

        Attempts.Sent sent = new Attempts.Sent(first.id(), "wamid.HBg=");
        assertThat(store().attempts().sent(line, to, "wamid.HBg=")).contains(sent);
        assertThat(store().attempts().sent(line, to, null)).contains(sent);
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
    void of_two_messages_to_one_person_the_later_one_is_the_latest() {
        active();
        Message first = begun();
        done(Commit.attempt(read(), first, after(first, new MessageEvent.Taken("wamid.Z", NOW))));
        Contact again = read(first.id().contact());
        AttemptId second = new AttemptId(again.id(), 2);
        Message created = Message.created(second, line, first.to(), "Ana", "recordatorio", NOW.plusSeconds(60));
        done(Commit.begin(read(), new ContactChange(again, again.lookAgain(NOW.plusSeconds(60))), created));
        done(Commit.attempt(
                read(), read(second), after(read(second), new MessageEvent.Taken("wamid.A", NOW.plusSeconds(61)))));

        assertThat(store().attempts().sent(line, first.to(), null)).contains(new Attempts.Sent(second, "wamid.A"));
        assertThat(store().attempts().sent(line, first.to(), "wamid.Z"))
                .contains(new Attempts.Sent(first.id(), "wamid.Z"));
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault.Technical(),
                new Fault.Row(),
                new Fault.Account(),
                new Fault.Template(),
                new Fault.OptedOut(),
                new Fault.Person(Duration.ZERO),
                new Fault.Person(Duration.ofHours(24)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whose_fault_it_is_is_kept(Fault fault) {
        active();
        Message before = begun();
        Message refused = (Message) after(before, new MessageEvent.Refused("131049", fault, NOW.plusSeconds(1)));

        done(Commit.attempt(read(), before, refused));

        assertThat(((Message) read(before.id())).fault()).isEqualTo(fault);
        assertThat(read(before.id()).outcome()).isEqualTo(refused.outcome());
    }

    @Test
    void a_message_that_was_surely_not_sent_is_kept_so_and_counts_as_none() {
        active();
        Message before = begun();
        Attempt notSent = after(before, new MessageEvent.NotSent("130429", NOW.plusMillis(4_001), NOW.plusSeconds(1)));

        done(Commit.attempt(read(), before, notSent));

        assertThat(read(before.id()).outcome()).isEqualTo(notSent.outcome());
        assertThat(counters().messages()).isZero();
        assertCountersAreARecount();
    }

    @Test
    void a_contact_whose_message_was_taken_is_sending_and_not_in_flight() {
        active();
        Message before = begun();
        Contact contact = read(before.id().contact());
        Attempt taken = after(before, new MessageEvent.Taken("wamid1", NOW.plusSeconds(1)))
                .asSettled();

        done(Commit.settle(
                read(),
                new AttemptChange(before, taken),
                new ContactChange(contact, with(contact, ContactStatus.SENDING, null, null)),
                Optional.empty()));

        assertThat(pacing().inFlight()).isZero();
        assertThat(counters().in(ContactStatus.SENDING)).isEqualTo(1);
        assertThat(counters().waiting()).isZero();
        assertThat(read(contact.id()).claim()).isNull();
        assertCountersAreARecount();
    }

    private static Attempt after(Attempt attempt, AttemptEvent event) {
        if (AttemptRules.apply(attempt, event) instanceof AttemptRules.Step.MoveTo move) {
            return move.next();
        }
        throw new IllegalStateException("ignored: " + event);
    }

    // The attempts that ended

    private Contact begins(Contact contact) {
        Contact sending = sending(contact);
        done(begin(sending));
        return read(sending.id());
    }

    private void ends(Contact begun, CallEvent event, int second) {
        Attempt before = read(next(begun));
        Contact after = ContactEdit.of(begun)
                .status(ContactStatus.FAILED)
                .due(null)
                .claim(null)
                .because(NOW.plusSeconds(second), "X", begun.history())
                .done();
        done(Commit.settle(
                read(),
                new AttemptChange(before, after(before, event).asSettled()),
                new ContactChange(begun, after),
                Optional.empty()));
    }

    @Test
    void attempts_that_ended_are_remembered_in_their_order_and_not_those_that_were_not_placed() {
        active();
        List<Contact> three = loaded(3).stream().map(this::begins).toList();

        ends(three.get(0), new CallEvent.Rejected("21211", NOW), 1);
        ends(three.get(1), new CallEvent.NotPlaced("TOO_FAST", NOW.plusSeconds(9), NOW), 2);
        ends(three.get(2), new CallEvent.Reported("CA1", CallStatus.BUSY, null, null, NOW), 3);

        assertThat(pacing().ended())
                .containsExactly(
                        new Breaker.Ended(next(three.get(0)).toString(), NOW.plusSeconds(1), true),
                        new Breaker.Ended(next(three.get(2)).toString(), NOW.plusSeconds(3), false));
    }

    @Test
    void an_attempt_that_has_ended_is_not_remembered_twice() {
        active();
        Contact begun = begins(loaded(1).getFirst());
        ends(begun, new CallEvent.Rejected("21211", NOW), 1);
        Attempt settled = read(next(begun));

        done(Commit.attempt(read(), settled, settled.hearing("BUSY", NOW)));

        assertThat(pacing().ended()).hasSize(1);
    }

    @Test
    void the_oldest_are_forgotten_when_they_are_marked_so_and_later_ones_stay() {
        active();
        List<Contact> four = loaded(4).stream().map(this::begins).toList();
        for (int n = 0; n < 3; n++) {
            ends(four.get(n), new CallEvent.Rejected("21211", NOW), n);
        }
        Marks forgetting = Marks.of(pacing()).forgetting(2);
        Pacing read = pacing();
        ends(four.get(3), new CallEvent.Rejected("21211", NOW), 3);

        assertThat(store().ledger().mark(campaign, read, forgetting)).isTrue();

        assertThat(pacing().ended())
                .extracting(Breaker.Ended::attempt)
                .containsExactly(next(four.get(2)).toString(), next(four.get(3)).toString());
    }

    // Who is held

    @Test
    void who_is_held_for_the_hours_of_their_place_is_on_an_agenda_of_their_own() {
        active();
        List<Contact> three = loaded(3);
        done(Commit.contact(read(), three.get(0), three.get(0).held(NOW.plusSeconds(60), NOW)));
        done(Commit.contact(read(), three.get(1), three.get(1).heldForGood(NOW.plusSeconds(90), NOW)));
        done(Commit.contact(
                read(), three.get(2), with(three.get(2), ContactStatus.RETRYING, NOW.plusSeconds(70), null)));

        eventually(() -> assertThat(store().contacts().due(campaign, Agenda.HELD, NOW.plusSeconds(90), 10))
                .containsExactly(three.get(0).id(), three.get(1).id()));
        eventually(() -> assertThat(store().contacts().due(campaign, Agenda.RETRY, NOW.plusSeconds(90), 10))
                .containsExactly(three.get(2).id()));
        eventually(() -> assertThat(store().contacts().nextDue(campaign, Agenda.HELD, NOW.plusSeconds(60)))
                .contains(NOW.plusSeconds(90)));

        Contact held = read(three.get(0).id());
        done(Commit.contact(read(), held, held.released(NOW)));

        eventually(() -> assertThat(store().contacts().due(campaign, Agenda.HELD, NOW.plusSeconds(60), 10))
                .isEmpty());
        eventually(() -> assertThat(store().contacts().due(campaign, Agenda.RETRY, NOW, 10))
                .containsExactly(held.id()));
        assertCountersAreARecount();
    }
}
