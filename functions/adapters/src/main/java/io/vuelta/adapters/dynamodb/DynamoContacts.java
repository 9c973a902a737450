package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.EarlierAttempt;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.phone.PhoneNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Contacts, 16 partitions per campaign, each one item that is written on condition of its version. Sparse indexes list
 * the contacts that are due, those of a number, and those of an identifier of the customer.
 */
public final class DynamoContacts implements Contacts {
    private static final String DUE = "due";
    static final String BY_NUMBER = "by_number";
    private static final String BY_EXTERNAL_ID = "by_external_id";

    private final DynamoTable table;

    public DynamoContacts(DynamoTable table) {
        this.table = table;
    }

    @Override
    public Optional<Contact> find(ContactId id) {
        return kept(table.find(Keys.contact(id)));
    }

    @Override
    public Optional<Contact> findEventually(ContactId id) {
        return kept(table.findEventually(Keys.contact(id)));
    }

    @Override
    public List<Contact> findAll(Collection<ContactId> ids) {
        List<Keys> keys = ids.stream().distinct().map(Keys::contact).toList();
        if (keys.size() > MAX_READ) {
            throw new IllegalArgumentException("at most " + MAX_READ + " contacts are read at once: " + keys.size());
        }
        return contacts(table.findAll(keys));
    }

    /** A contact that the table is about to delete is read as absent. */
    private static Optional<Contact> kept(Optional<ItemReader> item) {
        return item.filter(there -> !DynamoRemovals.isExpired(there)).map(ContactItem::read);
    }

    private static List<Contact> contacts(List<ItemReader> items) {
        return items.stream().flatMap(item -> kept(Optional.of(item)).stream()).toList();
    }

    @Override
    public Contact withData(Contact contact) {
        return contact.data().elsewhere() ? contact.withData(dataOf(contact)) : contact;
    }

    /**
     * The contact's data. If it is missing, it has been replaced since the contact was read, and the newer data is
     * used.
     */
    private ContactData dataOf(Contact contact) {
        Optional<ContactData> data = table.find(
                        Keys.data(contact.id(), contact.person().dataSource()))
                .map(DataItem::read);
        if (data.isPresent()) {
            return data.get();
        }
        Contact newer = find(contact.id())
                .filter(now -> now.version() > contact.version())
                .orElseThrow(() -> new IllegalStateException("the data of " + contact.id() + " is missing"));
        return newer.data().elsewhere() ? dataOf(newer) : newer.data();
    }

    @Override
    public Page after(CampaignId campaign, ScanCursor from, int limit) {
        if (from.ended()) {
            return new Page(List.of(), from);
        }
        DynamoTable.QueryPage page = table.page(QueryRequest.builder()
                .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                .expressionAttributeValues(expressionValues(
                        ":pk", Keys.shard(campaign, from.digit()),
                        // "!" sorts before every hex digit, so the scan begins after this contact.
                        ":from", Keys.CONTACT + from.after() + "!",
                        ":to", Keys.CONTACT + "~"))
                .consistentRead(true)
                .limit(limit));
        ScanCursor next = page.more() && !page.items().isEmpty()
                ? from.past(id(page.items().getLast()))
                : from.nextShard();
        return new Page(contacts(page.items()), next);
    }

    /**
     * The contacts up to and including {@code to}, the last first, see {@link io.vuelta.domain.contact.People#upTo}.
     */
    Page upTo(CampaignId campaign, ScanCursor to, int limit) {
        if (to.begins()) {
            return new Page(List.of(), to);
        }
        ScanCursor of = to.after().isEmpty() ? new ScanCursor(to.shard() - 1, "~") : to;
        DynamoTable.QueryPage page = table.page(QueryRequest.builder()
                .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                .expressionAttributeValues(expressionValues(
                        ":pk",
                        Keys.shard(campaign, of.digit()),
                        ":from",
                        Keys.CONTACT,
                        ":to",
                        Keys.CONTACT + of.after()))
                .scanIndexForward(false)
                .consistentRead(true)
                .limit(limit));
        ScanCursor next = page.more() && !page.items().isEmpty()
                ? of.before(id(page.items().getLast()))
                : of.shardStart();
        return new Page(contacts(page.items()), next);
    }

    @Override
    public List<ContactId> due(CampaignId campaign, Agenda agenda, Instant until, int limit) {
        return ofAllDueKeys(key -> QueryRequest.builder()
                        .indexName(DUE)
                        .keyConditionExpression("due_of = :of AND due_at <= :until")
                        .expressionAttributeValues(expressionValues(
                                ":of", Keys.due(campaign, agenda, key), ":until", until.toEpochMilli()))
                        .limit(limit))
                .stream()
                .sorted(Comparator.comparingLong(item -> item.number(ContactItem.DUE_AT)))
                .limit(limit)
                .map(DynamoContacts::id)
                .toList();
    }

    @Override
    public Optional<Instant> nextDue(CampaignId campaign, Agenda agenda, Instant after) {
        return ofAllDueKeys(key -> QueryRequest.builder()
                        .indexName(DUE)
                        .keyConditionExpression("due_of = :of AND due_at > :after")
                        .expressionAttributeValues(expressionValues(
                                ":of", Keys.due(campaign, agenda, key), ":after", after.toEpochMilli()))
                        .limit(1))
                .stream()
                .map(item -> item.millis(ContactItem.DUE_AT))
                .min(Comparator.naturalOrder());
    }

    private List<ItemReader> ofAllDueKeys(IntFunction<QueryRequest.Builder> query) {
        List<Callable<List<ItemReader>>> questions = new ArrayList<>();
        for (int i = 0; i < Keys.DUE_KEYS; i++) {
            QueryRequest.Builder ofKey = query.apply(i);
            questions.add(() -> table.page(ofKey).items());
        }
        return ParallelCalls.all(questions).stream().flatMap(List::stream).toList();
    }

    @Override
    public List<ContactId> withNumber(PhoneNumber number, int limit) {
        return table
                .page(QueryRequest.builder()
                        .indexName(BY_NUMBER)
                        .keyConditionExpression("num = :number AND begins_with(pk, :campaigns)")
                        .expressionAttributeValues(
                                expressionValues(":number", Keys.identity(number), ":campaigns", "C#"))
                        .scanIndexForward(false)
                        .limit(limit))
                .items()
                .stream()
                .map(DynamoContacts::id)
                .toList();
    }

    @Override
    public List<ContactId> withExternalId(String externalId, Optional<CampaignId> in, int limit) {
        if (externalId.isEmpty() || !DataItem.isFound(externalId)) {
            return List.of();
        }
        Map<String, AttributeValue> values = expressionValues(":id", externalId);
        in.ifPresent(campaign -> values.put(":pk", AttributeValue.fromS(Keys.shards(campaign))));
        String ofCampaign = in.isPresent() ? " AND begins_with(pk, :pk)" : "";
        return table
                .page(QueryRequest.builder()
                        .indexName(BY_EXTERNAL_ID)
                        .keyConditionExpression(DataItem.EXTERNAL_ID + " = :id" + ofCampaign)
                        .expressionAttributeValues(values)
                        .scanIndexForward(false)
                        .limit(limit))
                .items()
                .stream()
                // The item is a contact or its long data.
                .map(DynamoContacts::id)
                .distinct()
                .toList();
    }

    private static ContactId id(ItemReader item) {
        return Keys.contactOf(item.text("pk"), item.text("sk"));
    }

    @Override
    public Written create(Contact contact) {
        Contact created = contact.inVersion(1);
        if (DataItem.isLong(contact.data())) {
            // The data is written before the contact. Neither is written if the contact exists already.
            Optional<Contact> there = find(contact.id());
            if (there.isPresent()) {
                return ofSameSource(contact, there.get());
            }
            table.put(DataItem.of(contact));
        }
        Put put = table.putIfAbsent(ContactItem.of(contact, created.version()));
        return switch (table.tryPut(put)) {
            case DynamoTable.Answer.Done _ -> new Written.Done(created);
            case DynamoTable.Answer.Refused refused -> {
                Contact there = ContactItem.read(new ItemReader(refused.there()));
                yield refused.shows(put.item()) ? new Written.Done(created) : ofSameSource(contact, there);
            }
        };
    }

    private static Written ofSameSource(Contact contact, Contact there) {
        return there.person().source().equals(contact.person().source())
                ? new Written.Done(there)
                : new Written.Lost(Optional.of(there));
    }

    @Override
    public Written write(Contact before, Contact after) {
        putNewData(before, after);
        Contact written = after.inVersion(before.version() + 1);
        Put put = put(before, written);
        return switch (table.tryPut(put)) {
            case DynamoTable.Answer.Done _ -> written(before, written);
            case DynamoTable.Answer.Refused refused ->
                refused.shows(put.item()) ? written(before, written) : lost(refused.there());
        };
    }

    @Override
    public Written begin(Contact before, Contact after) {
        Optional<EarlierAttempt> left = before.leftBehind(after);
        if (left.isEmpty()) {
            return write(before, after);
        }
        putNewData(before, after);
        Contact begun = after.inVersion(before.version() + 1);
        Put contact = put(before, begun);
        DynamoTable.Transacted answer = table.transact(
                List.of(DynamoTable.in(contact), DynamoTable.in(table.putIfAbsent(AttemptItem.of(left.get(), 1)))));
        if (answer.written() || answer.shows(0, contact.item())) {
            return written(before, begun);
        }
        if (!answer.isRefused(0)) {
            throw new IllegalStateException(
                    "attempt " + left.get().attempt().id() + " is kept as an earlier one, and is the latest, too");
        }
        return lost(answer.there().getFirst());
    }

    private Put put(Contact before, Contact written) {
        return table.putOf(ContactItem.of(written, written.version()))
                .conditionExpression(
                        ContactItem.VERSION + " = :read AND attribute_not_exists(" + DynamoTable.EXPIRES_AT + ")")
                .expressionAttributeValues(expressionValues(":read", before.version()))
                .build();
    }

    private static Written lost(Map<String, AttributeValue> there) {
        return new Written.Lost(there.isEmpty() ? Optional.empty() : kept(Optional.of(new ItemReader(there))));
    }

    private Written written(Contact before, Contact written) {
        dropOldData(before, written);
        return new Written.Done(written);
    }

    @Override
    public boolean edit(Campaign campaign, List<Change> changes, int added, int edits) {
        return edit(campaign, changes, added, edits, List.of());
    }

    /**
     * Writes the contacts together with more items in the same step.
     *
     * @param more further writes, with their own conditions
     */
    boolean edit(Campaign campaign, List<Change> changes, int added, int edits, List<Put> more) {
        if (changes.size() > MAX_TOGETHER) {
            throw new IllegalArgumentException(
                    "at most " + MAX_TOGETHER + " contacts are written together: " + changes.size());
        }
        List<TransactWriteItem> items = new ArrayList<>();
        changes.forEach(change -> items.add(DynamoTable.in(written(change))));
        items.add(DynamoTable.in(new ItemUpdate(table, Keys.campaign(campaign.id()))
                .when("version", "=", campaign.version())
                .check()));
        if (added != 0 || edits != 0) {
            items.add(DynamoTable.in(new ItemUpdate(table, Keys.intake(campaign.id()))
                    .whenItExists()
                    .add(DynamoCampaigns.ADDED, added)
                    .add(DynamoCampaigns.EDITS, edits)
                    .done()));
        }
        more.forEach(put -> items.add(DynamoTable.in(put)));
        DynamoTable.Transacted answer = table.transact(items);
        boolean written = answer.written()
                || IntStream.range(0, changes.size())
                        .anyMatch(i -> answer.shows(i, items.get(i).put().item()));
        for (Change change : changes) {
            Contact before = change.before();
            if (written && before != null) {
                dropOldData(before, change.after());
            }
        }
        return written;
    }

    /** The write of a contact. Data that is too long for the contact's own item is written before. */
    private Put written(Change change) {
        Contact before = change.before();
        if (before != null) {
            putNewData(before, change.after());
            return put(before, change.after().inVersion(before.version() + 1));
        }
        if (DataItem.isLong(change.after().data())) {
            table.put(DataItem.of(change.after()));
        }
        return table.putIfAbsent(ContactItem.of(change.after(), 1));
    }

    /** Writes new long data under a key that no contact refers to yet. */
    private void putNewData(Contact before, Contact after) {
        boolean changed = !after.data().equals(before.data())
                || !after.person().dataSource().equals(before.person().dataSource());
        if (changed && DataItem.isLong(after.data())) {
            table.put(DataItem.of(after));
        }
    }

    /** Deletes long data to which the contact no longer refers. */
    private void dropOldData(Contact before, Contact after) {
        if (isElsewhere(before)
                && !(isElsewhere(after)
                        && after.person().dataSource().equals(before.person().dataSource()))) {
            table.delete(Keys.data(before.id(), before.person().dataSource()));
        }
    }

    private static boolean isElsewhere(Contact contact) {
        return contact.data().elsewhere() || DataItem.isLong(contact.data());
    }
}
