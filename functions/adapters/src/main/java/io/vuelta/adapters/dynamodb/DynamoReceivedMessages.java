package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.attempt.ReceivedMessages;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Replies, beside the contact of the message that they answer: {@code M#<contact>#<attempt>#<the reply's id>}. */
public final class DynamoReceivedMessages implements ReceivedMessages {
    static final String RECEIVED = "M#";

    private final DynamoTable table;

    public DynamoReceivedMessages(DynamoTable table) {
        this.table = table;
    }

    @Override
    public void put(ReceivedMessage message) {
        if (isFull(message.attempt())) {
            return;
        }
        table.put(new ItemWriter(new Keys(pk(message.attempt()), prefix(message.attempt()) + message.id()))
                .put("id", message.id())
                .put("kind", message.kind())
                .put("text", message.text())
                .put("media", message.media())
                .put("at", message.at())
                .item());
    }

    @Override
    public List<ReceivedMessage> of(AttemptId attempt) {
        return table.query(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :sk)")
                        .expressionAttributeValues(expressionValues(":pk", pk(attempt), ":sk", prefix(attempt)))
                        .consistentRead(true))
                .map(item -> read(attempt, item))
                .sorted(Comparator.comparing(ReceivedMessage::at).thenComparing(ReceivedMessage::id))
                .toList();
    }

    /** Whether the maximum number is stored. Two simultaneous writes may exceed the maximum by one. */
    private boolean isFull(AttemptId attempt) {
        return table.page(QueryRequest.builder()
                                .keyConditionExpression("pk = :pk AND begins_with(sk, :sk)")
                                .expressionAttributeValues(expressionValues(":pk", pk(attempt), ":sk", prefix(attempt)))
                                .projectionExpression("sk")
                                .limit(MAX_KEPT))
                        .items()
                        .size()
                >= MAX_KEPT;
    }

    static ReceivedMessage read(AttemptId attempt, ItemReader item) {
        return new ReceivedMessage(
                attempt,
                item.text("id"),
                item.text("kind"),
                item.text("text"),
                item.textOrNull("media"),
                item.instant("at"));
    }

    private static String pk(AttemptId attempt) {
        return Keys.shard(attempt.campaign(), attempt.contact().shard());
    }

    private static String prefix(AttemptId attempt) {
        return RECEIVED + Keys.attemptKey(attempt) + "#";
    }
}
