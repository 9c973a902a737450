package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.contact.ScanCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Contacts with the items that are stored beside them in their partition. The contacts are read first: so an item that
 * is missing did not exist, and an attempt that has moved from its contact since is not returned twice.
 */
public final class DynamoPeople implements People {
    private final DynamoTable table;
    private final DynamoContacts contacts;

    public DynamoPeople(DynamoTable table) {
        this.table = table;
        this.contacts = new DynamoContacts(table);
    }

    @Override
    public Page after(CampaignId campaign, ScanCursor from, int limit, Set<Part> parts) {
        Contacts.Page page = contacts.after(campaign, from, limit);
        return new Page(people(page.contacts(), parts), page.next());
    }

    @Override
    public Page upTo(CampaignId campaign, ScanCursor to, int limit, Set<Part> parts) {
        Contacts.Page page = contacts.upTo(campaign, to, limit);
        return new Page(people(page.contacts().reversed(), parts).reversed(), page.next());
    }

    /** The people, in the order of the contacts, which is the order of their hashes. */
    private List<Person> people(List<Contact> found, Set<Part> parts) {
        if (found.isEmpty()) {
            return List.of();
        }
        Map<Keys, ContactData> data = parts.contains(Part.DATA)
                        && found.stream().anyMatch(contact -> contact.data().elsewhere())
                ? data(found)
                : Map.of();
        Map<ContactId, List<Attempt>> earlier =
                parts.contains(Part.EARLIER_ATTEMPTS) && found.stream().anyMatch(DynamoPeople::hasEarlier)
                        ? earlier(found)
                        : Map.of();
        Map<ContactId, Map<Integer, Conversation>> conversations =
                parts.contains(Part.CONVERSATIONS) ? conversations(found) : Map.of();
        return found.stream()
                .map(contact -> new Person(
                        parts.contains(Part.DATA) ? withData(contact, data) : contact,
                        attempts(contact, earlier.getOrDefault(contact.id(), List.of())),
                        conversations.getOrDefault(contact.id(), Map.of())))
                .toList();
    }

    private static boolean hasEarlier(Contact contact) {
        Attempt latest = contact.latest();
        return latest != null && latest.id().number() > 1;
    }

    /** The contact with its data. Data that has been replaced since the contact was read is read separately. */
    private Contact withData(Contact contact, Map<Keys, ContactData> data) {
        if (!contact.data().elsewhere()) {
            return contact;
        }
        ContactData found = data.get(Keys.data(contact.id(), contact.person().dataSource()));
        return found == null ? contacts.withData(contact) : contact.withData(found);
    }

    private static List<Attempt> attempts(Contact contact, List<Attempt> earlier) {
        Attempt latest = contact.latest();
        if (latest == null) {
            return List.of();
        }
        List<Attempt> attempts = new ArrayList<>();
        earlier.stream()
                .filter(attempt -> attempt.id().number() < latest.id().number())
                .forEach(attempts::add);
        attempts.add(latest);
        return attempts;
    }

    private Map<Keys, ContactData> data(List<Contact> found) {
        Map<Keys, ContactData> data = new HashMap<>();
        beside(found, Keys.DATA)
                .forEach(item -> data.put(new Keys(item.text("pk"), item.text("sk")), DataItem.read(item)));
        return data;
    }

    private Map<ContactId, List<Attempt>> earlier(List<Contact> found) {
        Map<ContactId, List<Attempt>> earlier = new HashMap<>();
        beside(found, Keys.ATTEMPT)
                .map(item -> AttemptItem.read(item).attempt())
                .forEach(attempt -> earlier.computeIfAbsent(attempt.id().contact(), _ -> new ArrayList<>())
                        .add(attempt));
        return earlier;
    }

    private Map<ContactId, Map<Integer, Conversation>> conversations(List<Contact> found) {
        Map<ContactId, Map<Integer, Conversation>> conversations = new HashMap<>();
        beside(found, Keys.CONVERSATION)
                .forEach(item -> conversations
                        .computeIfAbsent(Keys.contactOf(item.text("pk"), item.text("sk")), _ -> new TreeMap<>())
                        .put(Keys.numberOf(item.text("sk")), DynamoConversations.read(item)));
        return conversations;
    }

    /** The items of one kind of these contacts, which are in one partition and in the order of their hashes. */
    private Stream<ItemReader> beside(List<Contact> found, String kind) {
        ContactId first = found.getFirst().id();
        return table.query(QueryRequest.builder()
                .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                .expressionAttributeValues(expressionValues(
                        ":pk",
                        Keys.contact(first).pk(),
                        ":from",
                        kind + first.hash(),
                        ":to",
                        kind + found.getLast().id().hash() + "~"))
                .consistentRead(true));
    }
}
