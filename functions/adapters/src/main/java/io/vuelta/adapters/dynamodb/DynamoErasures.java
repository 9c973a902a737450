package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.erasure.Erasure;
import io.vuelta.domain.erasure.Erasure.Receipt;
import io.vuelta.domain.erasure.ErasureId;
import io.vuelta.domain.erasure.Erasures;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.upload.UploadId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Erasures, each in a separate item. Until it is done, it is in the index by number, so that a repeated request finds it.
 */
public final class DynamoErasures implements Erasures {
    private static final String VERSION = "version";

    private final DynamoTable table;

    public DynamoErasures(DynamoTable table) {
        this.table = table;
    }

    @Override
    public void create(Erasure erasure) {
        table.put(item(erasure));
    }

    @Override
    public Optional<Erasure> find(ErasureId id) {
        return table.find(Keys.erasure(id)).map(item -> read(id, item));
    }

    @Override
    public List<ErasureId> notDone(PhoneNumber number) {
        return table.query(QueryRequest.builder()
                        .indexName(DynamoContacts.BY_NUMBER)
                        .keyConditionExpression("num = :number AND begins_with(pk, :erasures)")
                        .expressionAttributeValues(
                                expressionValues(":number", Keys.identity(number), ":erasures", Keys.ERASURE)))
                .map(item -> new ErasureId(item.text("pk").substring(Keys.ERASURE.length())))
                .toList();
    }

    @Override
    public boolean save(Erasure next) {
        return table.putOnce(table.putIfVersion(item(next.inVersion(next.version() + 1)), VERSION, next.version()));
    }

    private static Map<String, AttributeValue> item(Erasure erasure) {
        PhoneNumber number = erasure.person().number();
        Erasure.Position position = erasure.position();
        UploadId after = position.after();
        Receipt receipt = erasure.receipt();
        return new ItemWriter(Keys.erasure(erasure.id()))
                .put("number", number == null ? null : number.e164())
                .put(ContactItem.IDENTITY, number == null ? null : Keys.identity(number))
                .put("people", texts(erasure.person().contacts()))
                .put("found", texts(erasure.person().found()))
                .put("step", position.step().name())
                .put("at", (long) position.at())
                .put("after", after == null ? null : after.value())
                .put("counted", position.counted())
                .put("contacts", (long) receipt.contacts())
                .put("removed", (long) receipt.removed())
                .put("attempts", (long) receipt.attempts())
                .put("conversations", (long) receipt.conversations())
                .put("transcripts", (long) receipt.transcripts())
                .put("replies", (long) receipt.replies())
                .put("report_rows", (long) receipt.reportRows())
                .put("status", erasure.status().wire())
                .put("created_at", erasure.created())
                .put("ended_at", erasure.state().ended())
                .put(VERSION, erasure.version())
                .item();
    }

    private static Erasure read(ErasureId id, ItemReader item) {
        String number = item.textOrNull("number");
        List<ContactId> contacts = contacts(item.texts("people"));
        int at = item.integer("at");
        return new Erasure(
                id,
                new Erasure.Person(
                        number == null ? null : new PhoneNumber(number), contacts, contacts(item.texts("found"))),
                new Erasure.Position(
                        Erasure.Step.valueOf(item.text("step")),
                        at,
                        after(item.textOrNull("after"), contacts, at),
                        item.flag("counted")),
                new Receipt(
                        item.integer("contacts"),
                        item.integer("removed"),
                        item.integer("attempts"),
                        item.integer("conversations"),
                        item.integer("transcripts"),
                        item.integer("replies"),
                        item.integer("report_rows")),
                item.instant("created_at"),
                new Erasure.State(
                        Erasure.Status.valueOf(item.text("status").toUpperCase(Locale.ROOT)),
                        item.instantOrNull("ended_at")),
                item.number(VERSION));
    }

    private static @Nullable UploadId after(@Nullable String id, List<ContactId> contacts, int at) {
        return id == null ? null : new UploadId(contacts.get(at).campaign(), id);
    }

    private static List<String> texts(List<ContactId> contacts) {
        return contacts.stream()
                .map(contact -> contact.campaign() + "/" + contact.hash())
                .toList();
    }

    private static List<ContactId> contacts(List<String> texts) {
        return texts.stream().map(DynamoErasures::contact).toList();
    }

    private static ContactId contact(String text) {
        int end = text.indexOf('/');
        return new ContactId(new CampaignId(text.substring(0, end)), text.substring(end + 1));
    }
}
