package vuelta.adapters.dynamodb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;
import vuelta.domain.store.StoreBusy;

/**
 * The one table, and how it is written: a refused condition is an answer; a conflict with another transaction is tried
 * again, with jitter, a bounded number of times; anything else is {@link StoreBusy}.
 *
 * @param name of the table
 */
public record DynamoTable(DynamoDbClient client, String name) {
    private static final String CONDITION_FAILED = "ConditionalCheckFailed";
    private static final int TRIES = 12;
    private static final int READ_TRIES = 8;
    private static final Duration FIRST_WAIT = Duration.ofMillis(15);

    Optional<ItemReader> find(Keys keys) {
        Map<String, AttributeValue> item = guarded(
                () -> client.getItem(get -> get.tableName(name).key(key(keys)).consistentRead(true))
                        .item());
        return item.isEmpty() ? Optional.empty() : Optional.of(new ItemReader(item));
    }

    /**
     * Those of at most 100 items that there are, in no order. What the table leaves unread, because it has to do too much,
     * is asked for again, a bounded number of times.
     *
     * @param keys each once
     */
    List<ItemReader> findAll(List<Keys> keys) {
        List<ItemReader> found = new ArrayList<>();
        List<Map<String, AttributeValue>> left =
                keys.stream().map(DynamoTable::key).toList();
        for (int i = 1; i <= READ_TRIES && !left.isEmpty(); i++) {
            if (i > 1) {
                waitBefore(i - 1);
            }
            KeysAndAttributes asked =
                    KeysAndAttributes.builder().keys(left).consistentRead(true).build();
            BatchGetItemResponse answer =
                    guarded(() -> client.batchGetItem(get -> get.requestItems(Map.of(name, asked))));
            answer.responses().getOrDefault(name, List.of()).forEach(item -> found.add(new ItemReader(item)));
            KeysAndAttributes unread = answer.unprocessedKeys().get(name);
            left = unread == null ? List.of() : unread.keys();
        }
        if (!left.isEmpty()) {
            throw new StoreBusy(
                    "DynamoDB has too much to do; try again later",
                    new IllegalStateException(left.size() + " items were left unread"));
        }
        return found;
    }

    void put(Map<String, AttributeValue> item) {
        guarded(() -> client.putItem(put -> put.tableName(name).item(item)));
    }

    /** False if the condition does not hold. */
    boolean put(Put put) {
        return conditional(() -> client.putItem(request -> request.tableName(name)
                .item(put.item())
                .conditionExpression(put.conditionExpression())
                .expressionAttributeValues(
                        put.hasExpressionAttributeValues() ? put.expressionAttributeValues() : null)));
    }

    /** False if the condition does not hold. */
    boolean update(Update update) {
        return conditional(() -> client.updateItem(request -> request.tableName(name)
                .key(update.key())
                .updateExpression(update.updateExpression())
                .conditionExpression(update.conditionExpression())
                .expressionAttributeNames(
                        update.hasExpressionAttributeNames() ? update.expressionAttributeNames() : null)
                .expressionAttributeValues(
                        update.hasExpressionAttributeValues() ? update.expressionAttributeValues() : null)));
    }

    void delete(Keys keys) {
        guarded(() -> client.deleteItem(delete -> delete.tableName(name).key(key(keys))));
    }

    /** False if the condition does not hold. */
    boolean delete(Delete delete) {
        return conditional(() -> client.deleteItem(request ->
                request.tableName(name).key(delete.key()).conditionExpression(delete.conditionExpression())));
    }

    /** All items of a query, page after page. */
    Stream<ItemReader> query(QueryRequest.Builder query) {
        QueryRequest request = query.tableName(name).build();
        return guarded(() -> client.queryPaginator(request).items().stream().map(ItemReader::new).toList().stream());
    }

    /** One page of a query. */
    QueryPage page(QueryRequest.Builder query) {
        QueryRequest request = query.tableName(name).build();
        return guarded(() -> {
            var page = client.query(request);
            return new QueryPage(
                    page.items().stream().map(ItemReader::new).toList(),
                    page.hasLastEvaluatedKey() && !page.lastEvaluatedKey().isEmpty());
        });
    }

    /** A page, and whether there may be more. */
    record QueryPage(List<ItemReader> items, boolean more) {
        QueryPage {
            items = List.copyOf(items);
        }
    }

    /**
     * Writes all of these or none.
     *
     * @return for each, whether its own condition stood in the way; all false when they were written
     */
    List<Boolean> transact(List<TransactWriteItem> items) {
        StoreBusy busy = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                client.transactWriteItems(transaction -> transaction.transactItems(items));
                return items.stream().map(item -> false).toList();
            } catch (TransactionCanceledException e) {
                List<Boolean> refused = e.cancellationReasons().stream()
                        .map(CancellationReason::code)
                        .map(CONDITION_FAILED::equals)
                        .toList();
                if (refused.contains(true)) {
                    return refused;
                }
                busy = new StoreBusy("the transaction met others " + (i + 1) + " times; try again later", e);
            } catch (SdkException e) {
                throw new StoreBusy("DynamoDB did not write; try again later", e);
            }
            waitBefore(i + 1);
        }
        throw busy == null ? new StoreBusy("no transaction was tried", new IllegalStateException()) : busy;
    }

    static boolean written(List<Boolean> refused) {
        return !refused.contains(true);
    }

    Put.Builder putOf(Map<String, AttributeValue> item) {
        return Put.builder().tableName(name).item(item);
    }

    Delete.Builder deleteOf(Keys keys) {
        return Delete.builder().tableName(name).key(key(keys));
    }

    Update.Builder updateOf(Keys keys) {
        return Update.builder().tableName(name).key(key(keys));
    }

    static Map<String, AttributeValue> key(Keys keys) {
        return Map.of("pk", AttributeValue.fromS(keys.pk()), "sk", AttributeValue.fromS(keys.sk()));
    }

    static Map<String, AttributeValue> expressionValues(Object... namesAndValues) {
        Map<String, AttributeValue> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            values.put(
                    (String) namesAndValues[i],
                    value instanceof Number number
                            ? AttributeValue.fromN(number.toString())
                            : AttributeValue.fromS(value.toString()));
        }
        return values;
    }

    private static <T> T guarded(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new StoreBusy("DynamoDB did not answer; try again later", e);
        }
    }

    private static boolean conditional(Runnable call) {
        try {
            call.run();
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        } catch (SdkException e) {
            throw new StoreBusy("DynamoDB did not write; try again later", e);
        }
    }

    private static void waitBefore(int attempt) {
        long most = FIRST_WAIT.toMillis() << Math.min(attempt, 5);
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, most));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreBusy("interrupted while waiting for the table", e);
        }
    }
}
