package io.vuelta.handlers.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.AttemptStart;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallState;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageState;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Cycle;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.campaign.Retention;
import io.vuelta.domain.campaign.RunState;
import io.vuelta.domain.claim.ClaimBatch;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.contact.AttemptProgress;
import io.vuelta.domain.contact.AttemptTally;
import io.vuelta.domain.contact.AttemptTiming;
import io.vuelta.domain.contact.Claim;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.ContactPerson;
import io.vuelta.domain.contact.CyclePosition;
import io.vuelta.domain.contact.DecisionLog;
import io.vuelta.domain.contact.Results;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The state of a campaign when a test begins. */
public final class Given {
    private static final ContactData DATA =
            new ContactData("id-1", "Ana", "{\"owes\":7}", "", "", Map.of("city", "Puebla", "age", "40"));

    private static final Place PLACE = new Place(1, 0);

    private Given() {}

    /** Adds {@code more} contacts in this status to the counts. */
    public static void contacts(Client client, ContactStatus status, int more) {
        int first = client.store.contactsOf(Client.CAMPAIGN).size();
        IntStream.range(first, first + more).forEach(n -> client.load(contact(n, status)));
    }

    public static Contact contact(int n, ContactStatus status) {
        PhoneNumber number = Examples.number(n);
        return contact(ContactId.of(Client.CAMPAIGN, number), number, status);
    }

    static Contact contact(ContactId id, PhoneNumber number, ContactStatus status) {
        Instant now = Examples.MONDAY;
        Claim claim = status == ContactStatus.SENDING
                ? new Claim(1, now, now.atZone(Examples.MEXICO_CITY).toLocalDate(), ContactStatus.QUEUE, null)
                : null;
        Instant due = status == ContactStatus.SENDING || status == ContactStatus.RETRYING ? now : null;
        return new Contact(
                id,
                new ContactPerson(number, DATA, "up/0/1", "up/0/1"),
                status,
                new AttemptTally(1, 1, 0, 0, Duration.ofSeconds(3_671)),
                new AttemptTiming(due, now, null),
                new AttemptProgress(claim, claim == null ? null : PLACE, null),
                new CyclePosition(0, false, null),
                Results.NONE,
                0,
                new DecisionLog(now, "AS_GIVEN", List.of()),
                0);
    }

    /** Adds one more claim, of contact n, to the campaign's book. */
    public static void claim(Client client, int n) {
        Instant now = Examples.MONDAY;
        LocalDate day = now.atZone(Examples.MEXICO_CITY).toLocalDate();
        OpenClaimsBook book = client.store.books().find(Client.CAMPAIGN);
        ContactId contact = ContactId.of(Client.CAMPAIGN, Examples.number(n));
        ClaimBatch batch = new ClaimBatch(
                Client.CAMPAIGN,
                book.lastBatch() + 1,
                Client.LINE,
                0,
                0,
                now,
                List.of(new ClaimBatch.Member(contact, 1, 1, now, day)));
        assertThat(client.store.books().save(book.opened(batch, ScanCursor.START, 0, now, now)))
                .isTrue();
    }

    /** A campaign whose first pass was exhausted on Monday; not stored yet. */
    public static Campaign coolingDown(Cycles cycles) {
        CampaignSettings settings = Examples.with().cycles(cycles).build();
        Instant began = Examples.MONDAY.minus(Duration.ofHours(1));
        return new Campaign(
                Client.CAMPAIGN,
                Examples.AGENT,
                Client.LINE,
                settings,
                new RunState(CampaignStatus.COOLDOWN, false, false, began, null),
                new Cycle(0, began, Examples.MONDAY, null, 0),
                null,
                0,
                0,
                began,
                Retention.NONE,
                0);
    }

    public static Cycles dailyCooldown() {
        return new Cycles(new Cycles.Rhythm.Cooldown(Duration.ofDays(1)), 3, null, Set.of(), Set.of());
    }

    /** A message that was surely not sent. */
    public static Message notSent(int n) {
        return message(n, MessageStatus.FAILED, Examples.MONDAY.plusSeconds(60));
    }

    public static Message message(int n, MessageStatus status) {
        return message(n, status, null);
    }

    /** The first message of a campaign. */
    static Message messageTo(PhoneNumber number, MessageStatus status) {
        return message(0, number, status, null);
    }

    private static Message message(int n, MessageStatus status, @Nullable Instant notSentUntil) {
        return message(n, Examples.number(n), status, notSentUntil);
    }

    private static Message message(int n, PhoneNumber number, MessageStatus status, @Nullable Instant notSentUntil) {
        Instant sent = Examples.MONDAY.plusSeconds(n);
        boolean delivered = status.compareTo(MessageStatus.DELIVERED) >= 0;
        return new Message(
                new AttemptStart(
                        new AttemptId(ContactId.of(Client.CAMPAIGN, number), 1),
                        Client.WHATSAPP,
                        number,
                        "Person " + n,
                        "begun",
                        PLACE,
                        sent),
                "promo_june",
                null,
                new MessageState(
                        status,
                        "wamid." + n,
                        sent.plusSeconds(1),
                        delivered ? sent.plusSeconds(2) : null,
                        status.compareTo(MessageStatus.READ) >= 0 ? sent.plusSeconds(3) : null,
                        status == MessageStatus.FAILED ? "131026" : null,
                        null,
                        notSentUntil),
                false,
                new TreeMap<>(),
                0);
    }

    /** Stores one message in each status; the first is about to be sent, and does not count yet. */
    public static void messages(Client client) {
        MessageStatus[] statuses = MessageStatus.values();
        IntStream.range(0, statuses.length).forEach(n -> client.load(message(n, statuses[n])));
    }

    /** Stores calls to six numbers, one call that was surely not placed, and one that is about to be placed. */
    public static void calls(Client client) {
        client.load(call(0, CallStatus.ENDED, AnsweredBy.HUMAN, null));
        client.load(call(1, CallStatus.ENDED, AnsweredBy.MACHINE, null));
        client.load(call(2, CallStatus.ENDED, AnsweredBy.MACHINE, null));
        client.load(call(3, CallStatus.NO_ANSWER, null, null));
        client.load(call(4, CallStatus.FAILED, null, null));
        client.load(call(5, CallStatus.RINGING, null, null));
        client.load(call(6, CallStatus.FAILED, null, Examples.MONDAY.plusSeconds(60)));
        client.load(call(7, CallStatus.CREATED, null, null));
    }

    public static Call call(
            int n, CallStatus status, @Nullable AnsweredBy answeredBy, @Nullable Instant notPlacedUntil) {
        return call(n, Examples.number(n), status, answeredBy, notPlacedUntil);
    }

    /** A call to a contact. */
    static Call callTo(PhoneNumber number, CallStatus status, @Nullable AnsweredBy answeredBy) {
        return call(0, number, status, answeredBy, null);
    }

    private static Call call(
            int n,
            PhoneNumber number,
            CallStatus status,
            @Nullable AnsweredBy answeredBy,
            @Nullable Instant notPlacedUntil) {
        Instant start = Examples.MONDAY.plusSeconds(n);
        boolean answered = status == CallStatus.ENDED;
        return new Call(
                new AttemptStart(
                        new AttemptId(ContactId.of(Client.CAMPAIGN, number), 1),
                        Client.LINE,
                        number,
                        "Person " + n,
                        "begun",
                        PLACE,
                        start),
                true,
                new CallState(
                        status,
                        "CA" + n,
                        answeredBy,
                        answered ? start.plusSeconds(10) : null,
                        status.isOver() ? start.plusSeconds(82) : null,
                        answered ? Duration.ofSeconds(72) : Duration.ZERO,
                        Optional.of(status)
                                .filter(CallStatus.FAILED::equals)
                                .map(_ -> "21211")
                                .orElse(null),
                        notPlacedUntil),
                false,
                null,
                new TreeMap<>(),
                0);
    }
}
