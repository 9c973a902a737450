package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.access.IdempotencyStore;
import io.vuelta.domain.store.StoreBusy;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.Put;

/** Idempotency keys. The table's TTL removes them within days; until then what has lapsed is read as gone. */
public final class DynamoIdempotencyStore implements IdempotencyStore {
    private static final int TRIES = 5;

    private final DynamoTable table;

    public DynamoIdempotencyStore(DynamoTable table) {
        this.table = table;
    }

    @Override
    public Optional<Kept> keep(String key, String request, Instant now, Instant lapses) {
        for (int i = 0; i < TRIES; i++) {
            Put put = table.putOf(new ItemWriter(Keys.replay(key))
                            .put("request", request)
                            .put("expires_at", lapses.getEpochSecond())
                            .item())
                    .conditionExpression("attribute_not_exists(pk) OR expires_at <= :now")
                    .expressionAttributeValues(expressionValues(":now", now.getEpochSecond()))
                    .build();
            if (table.put(put)) {
                return Optional.empty();
            }
            // It may lapse or be freed just now; then it is ours to take.
            Optional<ItemReader> item =
                    table.find(Keys.replay(key)).filter(found -> found.number("expires_at") > now.getEpochSecond());
            if (item.isPresent()) {
                return item.map(DynamoIdempotencyStore::kept);
            }
        }
        throw new StoreBusy("an idempotency key keeps changing", new IllegalStateException("lost every race"));
    }

    private static Kept kept(ItemReader item) {
        return new Kept(
                item.text("request"),
                item.textOrNull("body") == null ? null : new Answered(item.integer("answer"), item.text("body")));
    }

    @Override
    public void answered(String key, String request, Answered answer, Instant expires) {
        table.put(new ItemWriter(Keys.replay(key))
                .put("request", request)
                .put("answer", (long) answer.status())
                .put("body", answer.body())
                .put("expires_at", expires.getEpochSecond())
                .item());
    }

    @Override
    public void free(String key) {
        table.delete(Keys.replay(key));
    }
}
