package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.EarlierAttempt;
import io.vuelta.domain.erasure.Traces;
import io.vuelta.domain.phone.UserIds;
import io.vuelta.domain.store.StoreBusy;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The items that are stored beside a contact in its partition. */
public final class DynamoTraces implements Traces {
    private final DynamoTable table;
    private final UserIds userIds;

    public DynamoTraces(DynamoTable table, UserIds userIds) {
        this.table = table;
        this.userIds = userIds;
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

    /**
     * Erases an attempt; its share in the counts stays. A writer that read the item before this change is refused after
     * it.
     */
    private void eraseAttempt(ItemReader item) {
        EarlierAttempt read = AttemptItem.read(item);
        EarlierAttempt erased = read.erased();
        if (erased.equals(read)) {
            return;
        }
        if (read.attempt() instanceof Message message && message.user() != null) {
            userIds.forget(message.user());
        }
        boolean written = table.updateOnce(
                new ItemUpdate(table, Keys.attempt(read.attempt().id()))
                        .when(AttemptItem.VERSION, "=", read.attempt().version())
                        .set(AttemptItem.VERSION, read.attempt().version() + 1)
                        .set(AttemptItem.ATTEMPT, AttemptItem.alone(erased.attempt()))
                        .set(AttemptItem.HISTORY, HistoryBytes.of(erased.history())));
        if (!written) {
            throw new StoreBusy("attempt " + read.attempt().id() + " has changed; erase it again");
        }
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
