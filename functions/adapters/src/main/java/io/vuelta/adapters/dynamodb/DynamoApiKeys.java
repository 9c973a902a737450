package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.access.ApiKey;
import io.vuelta.domain.access.ApiKeys;
import io.vuelta.domain.access.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** API keys, all in one partition: they are few, and each function reads one seldom. */
public final class DynamoApiKeys implements ApiKeys {
    private static final String HASH = "hash";
    private static final String LAST_USED = "last_used_at";

    private final DynamoTable table;

    public DynamoApiKeys(DynamoTable table) {
        this.table = table;
    }

    @Override
    public boolean create(ApiKey key) {
        Map<String, AttributeValue> item = new ItemWriter(Keys.apiKey(key.id()))
                .put("name", key.name())
                .put("scope", key.scope().wire())
                .put(HASH, key.hash())
                .put("created_at", key.createdAt())
                .put(LAST_USED, key.lastUsedAt())
                .item();
        return switch (table.tryPut(table.putIfAbsent(item))) {
            case DynamoTable.Answer.Done _ -> true;
            case DynamoTable.Answer.Refused refused ->
                Objects.equals(item.get(HASH), refused.there().get(HASH));
        };
    }

    @Override
    public Optional<ApiKey> find(String id) {
        return table.find(Keys.apiKey(id)).map(DynamoApiKeys::read);
    }

    @Override
    public List<ApiKey> all() {
        return table.query(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(expressionValues(":pk", Keys.API_KEYS))
                        .consistentRead(true))
                .map(DynamoApiKeys::read)
                .toList();
    }

    @Override
    public boolean revoke(String id) {
        return table.delete(table.deleteOf(Keys.apiKey(id))
                .conditionExpression("attribute_exists(pk)")
                .build());
    }

    @Override
    public void used(String id, Instant hour) {
        var _ = table.update(table.updateOf(Keys.apiKey(id))
                .updateExpression("SET " + LAST_USED + " = :hour")
                .conditionExpression("attribute_exists(pk) AND (attribute_not_exists(" + LAST_USED + ") OR " + LAST_USED
                        + " < :hour)")
                .expressionAttributeValues(expressionValues(":hour", hour))
                .build());
    }

    private static ApiKey read(ItemReader item) {
        return new ApiKey(
                item.text("sk"),
                item.text("name"),
                Scope.of(item.text("scope")).orElseThrow(),
                item.text(HASH),
                item.instant("created_at"),
                item.instantOrNull(LAST_USED));
    }
}
