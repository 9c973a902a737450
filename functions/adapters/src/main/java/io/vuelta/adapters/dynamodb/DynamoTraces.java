package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.EarlierAttempt;
import io.vuelta.domain.erasure.Traces;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.store.StoreBusy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The items beside a contact in its partition, and the user ids, which are also in the index by number. */
public final class DynamoTraces implements Traces {
    private final DynamoTable table;

    public DynamoTraces(DynamoTable table) {
        this.table = table;
    }

    @Override
    public Found beside(ContactId contact) {
        List<ItemReader> conversations = of(contact, Keys.CONVERSATION);
        int transcripts = (int) conversations.stream()
                .filter(item -> item.textOrNull("transcript") != null)
                .count();
        return new Found(
                conversations.size(),
                transcripts,
                of(contact, DynamoReceivedMessages.RECEIVED).size());
    }

    @Override
    public void erase(ContactId contact) {
        of(contact, Keys.ATTEMPT).forEach(this::eraseAttempt);
        for (String kind : List.of(Keys.CONVERSATION, DynamoReceivedMessages.RECEIVED, Keys.DATA)) {
            of(contact, kind).forEach(item -> table.delete(new Keys(item.text("pk"), item.text("sk"))));
        }
    }

    /** Its share in the counts stays. A writer that read the item before this change is refused after it. */
    private void eraseAttempt(ItemReader item) {
        EarlierAttempt read = AttemptItem.read(item);
        EarlierAttempt erased = read.erased();
        if (erased.equals(read)) {
            return;
        }
        boolean written = table.updateOnce(
                new ItemUpdate(table, Keys.attempt(read.attempt().id()))
                        .when(AttemptItem.VERSION, "=", read.attempt().version())
                        .set(AttemptItem.VERSION, read.attempt().version() + 1)
                        .set(AttemptItem.ATTEMPT, AttemptItem.alone(erased.attempt()))
                        .set(AttemptItem.HISTORY, HistoryBytes.of(erased.history())));
        if (!written) {
            throw new StoreBusy(
                    "attempt " + read.attempt().id() + " has changed; erase it again",
                    new IllegalStateException("lost a race"));
        }
    }

    @Override
    public Set<UserId> userIds(PhoneNumber number) {
        return table.query(QueryRequest.builder()
                        .indexName(DynamoContacts.BY_NUMBER)
                        .keyConditionExpression("num = :number AND begins_with(pk, :users)")
                        .expressionAttributeValues(
                                expressionValues(":number", Keys.identity(number), ":users", Keys.USER)))
                .map(item -> new UserId(item.text("pk").substring(Keys.USER.length())))
                .collect(Collectors.toSet());
    }

    @Override
    public void forget(Set<UserId> ids) {
        ids.forEach(id -> table.delete(Keys.user(id)));
    }

    private List<ItemReader> of(ContactId contact, String kind) {
        return table.query(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :sk)")
                        .expressionAttributeValues(
                                expressionValues(":pk", Keys.contact(contact).pk(), ":sk", kind + contact.hash() + "#"))
                        .consistentRead(true))
                .toList();
    }
}
