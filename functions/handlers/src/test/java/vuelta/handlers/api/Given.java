package vuelta.handlers.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.AnsweredBy;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.CallStatus;
import vuelta.domain.contact.Claim;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactData;
import vuelta.domain.contact.ContactId;
import vuelta.domain.contact.ContactStatus;
import vuelta.domain.fakes.Examples;
import vuelta.domain.phone.PhoneNumber;

/** What a campaign has come to when a test begins. */
final class Given {
    private static final ContactData DATA =
            new ContactData("id-1", "Ana", "{\"owes\":7}", "", "", Map.of("city", "Puebla", "age", "40"));

    private Given() {}

    /** So many more contacts in this status. */
    static void contacts(Client client, ContactStatus status, int more) {
        int first = client.store.contactsOf(Client.CAMPAIGN).size();
        IntStream.range(first, first + more).forEach(n -> client.load(contact(n, status)));
    }

    static Contact contact(int n, ContactStatus status) {
        PhoneNumber number = Examples.number(n);
        Instant now = Examples.MONDAY;
        Claim claim = status == ContactStatus.SENDING
                ? new Claim(1, now, now.atZone(Examples.MEXICO_CITY).toLocalDate(), ContactStatus.QUEUE, true)
                : null;
        Instant due = status == ContactStatus.SENDING || status == ContactStatus.RETRYING ? now : null;
        return new Contact(
                ContactId.of(Client.CAMPAIGN, number),
                number,
                DATA,
                status,
                1,
                1,
                0,
                0,
                due,
                claim,
                "up/0/1",
                Duration.ofSeconds(3_671),
                now,
                "AS_GIVEN",
                0);
    }

    /** Calls to six numbers, one that was surely not placed, and one that is about to be. */
    static void calls(Client client) {
        client.load(call(0, CallStatus.ENDED, AnsweredBy.HUMAN, null));
        client.load(call(1, CallStatus.ENDED, AnsweredBy.MACHINE, null));
        client.load(call(2, CallStatus.ENDED, AnsweredBy.MACHINE, null));
        client.load(call(3, CallStatus.NO_ANSWER, null, null));
        client.load(call(4, CallStatus.FAILED, null, null));
        client.load(call(5, CallStatus.RINGING, null, null));
        client.load(call(6, CallStatus.FAILED, null, Examples.MONDAY.plusSeconds(60)));
        client.load(call(7, CallStatus.CREATED, null, null));
    }

    static Attempt call(int n, CallStatus status, @Nullable AnsweredBy answeredBy, @Nullable Instant notPlacedUntil) {
        PhoneNumber number = Examples.number(n);
        Instant start = Examples.MONDAY.plusSeconds(n);
        boolean answered = status == CallStatus.ENDED;
        return new Attempt(
                new AttemptId(ContactId.of(Client.CAMPAIGN, number), 1),
                Client.LINE,
                number,
                "Person " + n,
                true,
                status,
                "CA" + n,
                answeredBy,
                start,
                answered ? start.plusSeconds(10) : null,
                status.isOver() ? start.plusSeconds(82) : null,
                answered ? Duration.ofSeconds(72) : Duration.ZERO,
                Optional.of(status)
                        .filter(CallStatus.FAILED::equals)
                        .map(failed -> "21211")
                        .orElse(null),
                notPlacedUntil,
                false,
                0);
    }
}
