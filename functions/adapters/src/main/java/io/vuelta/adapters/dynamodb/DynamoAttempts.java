package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.EarlierAttempt;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Attempts: the latest within its contact, earlier ones in separate items. */
public final class DynamoAttempts implements Attempts {
    /** Number of attempts of one contact that a search for a message reads. */
    private static final int MAX_SEARCHED = 100;

    private final DynamoTable table;
    private final DynamoContacts contacts;

    public DynamoAttempts(DynamoTable table) {
        this.table = table;
        this.contacts = new DynamoContacts(table);
    }

    @Override
    public Optional<Attempt> find(AttemptId id) {
        // The contact is read first: an attempt moves from the contact to its separate item in one step.
        Optional<Attempt> latest =
                contacts.find(id.contact()).flatMap(contact -> Optional.ofNullable(contact.latest()));
        if (latest.isEmpty() || latest.get().id().number() < id.number()) {
            return Optional.empty();
        }
        return latest.get().id().equals(id) ? latest : findEarlier(id);
    }

    @Override
    public Optional<Attempt> findEarlier(AttemptId id) {
        return table.find(Keys.attempt(id))
                .filter(item -> !DynamoRemovals.isExpired(item))
                .map(item -> AttemptItem.read(item).attempt());
    }

    @Override
    public List<EarlierAttempt> earlier(ContactId contact, int limit) {
        return table
                .page(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :contact)")
                        .expressionAttributeValues(
                                expressionValues(":pk", Keys.contact(contact).pk(), ":contact", Keys.attempts(contact)))
                        .scanIndexForward(false)
                        .consistentRead(true)
                        .limit(limit))
                .items()
                .reversed()
                .stream()
                .map(AttemptItem::read)
                .toList();
    }

    @Override
    public boolean writeEarlier(Attempt next) {
        return table.updateOnce(new ItemUpdate(table, Keys.attempt(next.id()))
                .when(AttemptItem.VERSION, "=", next.version())
                .set(AttemptItem.VERSION, next.version() + 1)
                .set(AttemptItem.ATTEMPT, AttemptItem.alone(next)));
    }

    @Override
    public Optional<Sent> sent(LineId line, PhoneNumber to, @Nullable String providerId) {
        List<Contact> people = contacts.findAll(contacts.withNumber(to, Contacts.MAX_READ));
        Predicate<Message> wanted = message -> message.line().equals(line)
                && message.state().providerId() != null
                && (providerId == null || message.state().providerId().equals(providerId));
        Comparator<Message> byAge = Comparator.comparing(Message::createdAt);
        if (providerId != null) {
            Optional<Message> latest = people.stream()
                    .flatMap(DynamoAttempts::latest)
                    .filter(wanted)
                    .findFirst();
            if (latest.isPresent()) {
                return latest.flatMap(DynamoAttempts::sent);
            }
        }
        return people.stream()
                .flatMap(contact -> latestOf(contact, wanted).stream())
                .max(byAge)
                .flatMap(DynamoAttempts::sent);
    }

    /** The latest matching message of a contact; earlier attempts are read only if they are needed. */
    private Optional<Message> latestOf(Contact contact, Predicate<Message> wanted) {
        Optional<Message> latest = latest(contact).filter(wanted).findFirst();
        Attempt attempt = contact.latest();
        if (latest.isPresent() || attempt == null || attempt.id().number() == 1) {
            return latest;
        }
        return earlier(contact.id(), MAX_SEARCHED).reversed().stream()
                .map(EarlierAttempt::attempt)
                .flatMap(DynamoAttempts::message)
                .filter(wanted)
                .findFirst();
    }

    private static Stream<Message> latest(Contact contact) {
        return Stream.ofNullable(contact.latest()).flatMap(DynamoAttempts::message);
    }

    private static Stream<Message> message(Attempt attempt) {
        return attempt instanceof Message message ? Stream.of(message) : Stream.empty();
    }

    private static Optional<Sent> sent(Message message) {
        return Optional.ofNullable(message.state().providerId()).map(id -> new Sent(message.id(), id));
    }
}
