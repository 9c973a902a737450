package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.attempt.AgentReplies;
import io.vuelta.domain.attempt.AgentReply;
import io.vuelta.domain.attempt.AttemptId;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Replies of agents, beside the contact of the message: {@code W#<contact>#<attempt>#<the reply's id>}. */
public final class DynamoAgentReplies implements AgentReplies {
    private static final String WRITTEN = "W#";
    private static final String STATUS = "status";
    private static final String ERROR = "error";

    private final DynamoTable table;

    public DynamoAgentReplies(DynamoTable table) {
        this.table = table;
    }

    @Override
    public Optional<AgentReply> begin(AgentReply reply) {
        // A repeated request writes the same reply: without a mark of each call, the second would assume that it has
        // written the first one's reply.
        Map<String, AttributeValue> item = new ItemWriter(keys(reply.attempt(), reply.id()))
                .put("id", reply.id())
                .put("text", reply.text())
                .put("at", reply.at())
                .put(STATUS, rank(reply.status()))
                .put("writer", Long.toHexString(new SecureRandom().nextLong()))
                .item();
        return switch (table.tryPut(table.putIfAbsent(item))) {
            case DynamoTable.Answer.Done _ -> Optional.empty();
            case DynamoTable.Answer.Refused refused ->
                refused.shows(item)
                        ? Optional.empty()
                        : Optional.of(read(reply.attempt(), new ItemReader(refused.there())));
        };
    }

    @Override
    public void remove(AttemptId attempt, String id) {
        table.delete(keys(attempt, id));
    }

    @Override
    public void note(AttemptId attempt, String id, AgentReply.Status status, @Nullable String error) {
        var _ = table.update(new ItemUpdate(table, keys(attempt, id))
                .whenItExists()
                .when(STATUS, "<", rank(status))
                .set(STATUS, rank(status))
                .set(ERROR, error)
                .done());
    }

    @Override
    public List<AgentReply> of(AttemptId attempt) {
        return table.query(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :sk)")
                        .expressionAttributeValues(expressionValues(
                                ":pk",
                                Keys.shard(attempt.campaign(), attempt.contact().shard()),
                                ":sk",
                                prefix(attempt)))
                        .consistentRead(true))
                .map(item -> read(attempt, item))
                .sorted(Comparator.comparing(AgentReply::at).thenComparing(AgentReply::id))
                .toList();
    }

    private static AgentReply read(AttemptId attempt, ItemReader item) {
        return new AgentReply(
                attempt,
                item.text("id"),
                item.text("text"),
                item.instant("at"),
                status(item.integer(STATUS)),
                item.textOrNull(ERROR));
    }

    /** The stored rank: higher for a later status. */
    private static int rank(AgentReply.Status status) {
        return switch (status) {
            case SENDING -> 0;
            case UNKNOWN -> 1;
            case SENT -> 2;
            case FAILED -> 3;
            case DELIVERED -> 4;
            case READ -> 5;
        };
    }

    private static AgentReply.Status status(int rank) {
        return Arrays.stream(AgentReply.Status.values())
                .filter(status -> rank(status) == rank)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no status of a reply: " + rank));
    }

    private static Keys keys(AttemptId attempt, String id) {
        return new Keys(Keys.shard(attempt.campaign(), attempt.contact().shard()), prefix(attempt) + id);
    }

    private static String prefix(AttemptId attempt) {
        return WRITTEN + Keys.attemptKey(attempt) + "#";
    }
}
