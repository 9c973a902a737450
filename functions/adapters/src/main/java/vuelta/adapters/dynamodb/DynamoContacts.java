package vuelta.adapters.dynamodb;

import static vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.ContactId;
import vuelta.domain.campaign.ContactStatus;
import vuelta.domain.contact.Claim;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactData;
import vuelta.domain.contact.Contacts;
import vuelta.domain.contact.HistoryEntry;
import vuelta.domain.contact.Results;
import vuelta.domain.contact.Sweep;
import vuelta.domain.phone.PhoneNumber;

/** Contacts, 16 partitions a campaign, and the sparse index of those that are due. */
public final class DynamoContacts implements Contacts {
    private static final String INDEX = "due";
    private static final String NEVER = "-";

    private final DynamoTable table;

    public DynamoContacts(DynamoTable table) {
        this.table = table;
    }

    @Override
    public Optional<Contact> find(ContactId id) {
        return table.find(Keys.contact(id)).map(item -> contact(id.campaign(), item));
    }

    @Override
    public Page after(CampaignId campaign, Sweep from, int limit) {
        if (from.ended()) {
            return new Page(List.of(), from);
        }
        DynamoTable.QueryPage page = table.page(QueryRequest.builder()
                .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                .expressionAttributeValues(expressionValues(
                        ":pk", Keys.shard(campaign, from.digit()),
                        // "!" sorts before every hex digit: beyond this very contact.
                        ":from", Keys.CONTACT + from.after() + "!",
                        ":to", Keys.CONTACT + "~"))
                .consistentRead(true)
                .limit(limit));
        List<Contact> contacts =
                page.items().stream().map(item -> contact(campaign, item)).toList();
        Sweep next = page.more() && !contacts.isEmpty()
                ? from.past(contacts.getLast().id())
                : from.nextShard();
        return new Page(contacts, next);
    }

    @Override
    public List<ContactId> due(CampaignId campaign, Agenda agenda, Instant until, int limit) {
        return table
                .page(QueryRequest.builder()
                        .indexName(INDEX)
                        .keyConditionExpression("due_of = :of AND due_at <= :until")
                        .expressionAttributeValues(
                                expressionValues(":of", Keys.due(campaign, agenda), ":until", until.toEpochMilli()))
                        .limit(limit))
                .items()
                .stream()
                .map(item -> new ContactId(campaign, hash(item)))
                .toList();
    }

    @Override
    public Optional<Instant> nextDue(CampaignId campaign, Agenda agenda, Instant after) {
        return table
                .page(QueryRequest.builder()
                        .indexName(INDEX)
                        .keyConditionExpression("due_of = :of AND due_at > :after")
                        .expressionAttributeValues(
                                expressionValues(":of", Keys.due(campaign, agenda), ":after", after.toEpochMilli()))
                        .limit(1))
                .items()
                .stream()
                .map(item -> Instant.ofEpochMilli(item.number("due_at")))
                .findFirst();
    }

    private static String hash(ItemReader item) {
        return item.text("sk").substring(Keys.CONTACT.length());
    }

    static Map<String, AttributeValue> item(Contact contact, long version) {
        ContactData data = contact.data();
        ItemWriter item = new ItemWriter(Keys.contact(contact.id()))
                .put("number", contact.number().e164())
                .put("f_id", data.externalId())
                .put("name", data.name())
                .put("context", data.context())
                .put("agent_name", data.agentName())
                .put("agent_voice", data.agentVoice())
                .put("variables", data.variables())
                .put("status", contact.status().wire())
                .put("attempts", (long) contact.attempts())
                .put("calls", (long) contact.calls())
                .put("retries", (long) contact.retries())
                .put("failed_retries", (long) contact.failedRetries())
                .put("since", contact.since())
                .put("follow_up", contact.followUp())
                .put("cycle", (long) contact.cycle())
                .put("returns", contact.returns())
                .put("formerly", wireOrNull(contact.formerly()))
                .put("tags", contact.results().tags())
                .put("extracted", contact.results().extracted())
                .put("converted", contact.results().converted())
                .put("history", history(contact.history()))
                .put("source", contact.source())
                .put("billed", contact.billed())
                .put("last_update", contact.lastUpdate())
                .put("reason", contact.reason())
                .put("version", version);
        Instant due = contact.due();
        if (due != null) {
            item.put("due", due)
                    .put("due_of", Keys.due(contact.id().campaign(), Agenda.of(contact)))
                    .put("due_at", roundedUp(due));
        }
        Claim claim = contact.claim();
        if (claim != null) {
            item.put("claim_attempt", (long) claim.attempt())
                    .put("claim_not_before", claim.notBefore())
                    .put("claim_day", claim.day())
                    .put("claim_from", claim.from().wire())
                    .put("claim_follow_up", claim.followUp())
                    .put("claim_begun", claim.begun());
        }
        return item.item();
    }

    /** In the index by milliseconds, and never before its time. */
    private static long roundedUp(Instant due) {
        long millis = due.toEpochMilli();
        return Instant.ofEpochMilli(millis).isBefore(due) ? millis + 1 : millis;
    }

    private static Contact contact(CampaignId campaign, ItemReader item) {
        ContactData data = new ContactData(
                item.text("f_id"),
                item.text("name"),
                item.text("context"),
                item.text("agent_name"),
                item.text("agent_voice"),
                item.map("variables"));
        return new Contact(
                new ContactId(campaign, hash(item)),
                new PhoneNumber(item.text("number")),
                data,
                status(item.text("status")),
                item.integer("attempts"),
                item.integer("calls"),
                item.integer("retries"),
                item.integer("failed_retries"),
                item.instantOrNull("due"),
                item.instant("since"),
                claim(item),
                item.instantOrNull("follow_up"),
                item.integer("cycle"),
                item.flag("returns"),
                statusOrNull(item.textOrNull("formerly")),
                new Results(item.texts("tags"), item.map("extracted"), item.flag("converted")),
                item.text("source"),
                item.duration("billed"),
                item.instant("last_update"),
                item.text("reason"),
                item.texts("history").stream().map(DynamoContacts::entry).toList(),
                item.number("version"));
    }

    private static @Nullable Claim claim(ItemReader item) {
        return item.integerOrNull("claim_attempt") == null
                ? null
                : new Claim(
                        item.integer("claim_attempt"),
                        item.instant("claim_not_before"),
                        item.date("claim_day"),
                        status(item.text("claim_from")),
                        item.instantOrNull("claim_follow_up"),
                        item.flag("claim_begun"));
    }

    /** {@code <at> <attempt> <until or -> <what>}: a contact has many, and each is written again with every change. */
    private static List<String> history(List<HistoryEntry> entries) {
        return entries.stream()
                .map(entry -> entry.at() + " " + entry.attempt() + " "
                        + (entry.until() == null ? NEVER : entry.until().toString()) + " " + entry.what())
                .toList();
    }

    private static HistoryEntry entry(String text) {
        List<String> parts = List.of(text.split(" ", 4));
        String until = parts.get(2);
        return new HistoryEntry(
                Instant.parse(parts.get(0)),
                parts.get(3),
                Integer.parseInt(parts.get(1)),
                until.equals(NEVER) ? null : Instant.parse(until));
    }

    /** Of every status, those included that nobody may ask for by name. */
    private static @Nullable String wireOrNull(@Nullable ContactStatus status) {
        return status == null ? null : status.wire();
    }

    private static @Nullable ContactStatus statusOrNull(@Nullable String wire) {
        return wire == null ? null : status(wire);
    }

    static ContactStatus status(String wire) {
        return ContactStatus.valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
