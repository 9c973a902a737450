package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.store.StoreBusy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * The only table, with the ways to read and write it. A write whose condition fails returns the item that is stored. A
 * conflict with a transaction is tried again, with jitter, for at most two seconds. Anything else is {@link StoreBusy}.
 * A client sends a write again when its first answer is lost, so a write can take effect and then fail on its own
 * condition: a caller that must distinguish this compares the stored item with the item that it wrote.
 *
 * @param name the name of the table
 */
public record DynamoTable(DynamoDbClient client, String name) {
    /** The attribute of the table's TTL, in seconds since 1970. */
    static final String EXPIRES_AT = "expires_at";

    private static final String CONDITION_FAILED = "ConditionalCheckFailed";

    /** Reasons of a cancelled transaction after which it is tried again; "None" stands for an item without a problem. */
    private static final Set<String> PASSING =
            Set.of("None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private static final int READ_TRIES = 8;
    private static final Duration FIRST_WAIT = Duration.ofMillis(15);

    /** The maximum time for which conflicts are tried again. */
    private static final Duration MAX_RETRYING = Duration.ofSeconds(2);

    Optional<ItemReader> find(Keys keys) {
        return find(keys, true);
    }

    /** An eventually consistent read: writes of the last second may be missing, and the price is half. */
    Optional<ItemReader> findEventually(Keys keys) {
        return find(keys, false);
    }

    private Optional<ItemReader> find(Keys keys, boolean consistent) {
        Map<String, AttributeValue> item = guarded(
                () -> client.getItem(get -> get.tableName(name).key(key(keys)).consistentRead(consistent))
                        .item());
        return item.isEmpty() ? Optional.empty() : Optional.of(new ItemReader(item));
    }

    /**
     * The existing ones of at most 100 items, in no order. Items that the table leaves unread because it is busy are
     * requested again, a limited number of times.
     *
     * @param keys the keys, each only once
     */
    List<ItemReader> findAll(List<Keys> keys) {
        return findAll(keys, true);
    }

    /**
     * The existing items, by eventually consistent reads: writes of the last second may be missing, and the price is
     * half.
     */
    List<ItemReader> findAllEventually(List<Keys> keys) {
        return findAll(keys, false);
    }

    private List<ItemReader> findAll(List<Keys> keys, boolean consistent) {
        List<ItemReader> found = new ArrayList<>();
        List<Map<String, AttributeValue>> left =
                keys.stream().map(DynamoTable::key).toList();
        for (int i = 1; i <= READ_TRIES && !left.isEmpty(); i++) {
            if (i > 1) {
                waitBefore(i - 1);
            }
            KeysAndAttributes request = KeysAndAttributes.builder()
                    .keys(left)
                    .consistentRead(consistent)
                    .build();
            BatchGetItemResponse answer =
                    guarded(() -> client.batchGetItem(get -> get.requestItems(Map.of(name, request))));
            answer.responses().getOrDefault(name, List.of()).forEach(item -> found.add(new ItemReader(item)));
            KeysAndAttributes unread = answer.unprocessedKeys().get(name);
            left = unread == null ? List.of() : unread.keys();
        }
        if (!left.isEmpty()) {
            throw new StoreBusy(
                    "DynamoDB is busy; try again later",
                    new IllegalStateException(left.size() + " items were left unread"));
        }
        return found;
    }

    void put(Map<String, AttributeValue> item) {
        guarded(() -> retried(() -> client.putItem(put -> put.tableName(name).item(item))));
    }

    /** Returns false if the condition does not hold. */
    boolean put(Put put) {
        return tryPut(put) instanceof Answer.Done;
    }

    /**
     * Returns true if the item was written, now or by an earlier try; false if the condition fails and another item is
     * stored.
     */
    boolean putOnce(Put put) {
        return switch (tryPut(put)) {
            case Answer.Done _ -> true;
            case Answer.Refused refused -> refused.shows(put.item());
        };
    }

    Answer tryPut(Put put) {
        return conditional(() -> client.putItem(request -> request.tableName(name)
                .item(put.item())
                .conditionExpression(put.conditionExpression())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .expressionAttributeValues(
                        put.hasExpressionAttributeValues() ? put.expressionAttributeValues() : null)));
    }

    /** Returns false if the condition does not hold. */
    boolean update(Update update) {
        return tryUpdate(update) instanceof Answer.Done;
    }

    /** Returns false if the condition does not hold, unless the item already has all values that the update sets. */
    boolean updateOnce(ItemUpdate update) {
        return switch (tryUpdate(update.done())) {
            case Answer.Done _ -> true;
            case Answer.Refused refused -> update.isApplied(refused.there());
        };
    }

    private Answer tryUpdate(Update update) {
        return conditional(() -> client.updateItem(request -> request.tableName(name)
                .key(update.key())
                .updateExpression(update.updateExpression())
                .conditionExpression(update.conditionExpression())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .expressionAttributeNames(
                        update.hasExpressionAttributeNames() ? update.expressionAttributeNames() : null)
                .expressionAttributeValues(
                        update.hasExpressionAttributeValues() ? update.expressionAttributeValues() : null)));
    }

    /**
     * Adds 1 to an item's count that is less than the limit.
     *
     * @param count the name of the attribute
     * @param expires when the TTL may remove the item, in seconds since 1970
     * @return the sum; empty if the limit was reached before
     */
    OptionalInt count(Keys keys, String count, int limit, long expires) {
        try {
            Map<String, AttributeValue> after = retried(() -> client.updateItem(update -> update.tableName(name)
                            .key(key(keys))
                            .updateExpression("SET " + EXPIRES_AT + " = :expires ADD " + count + " :one")
                            .conditionExpression("attribute_not_exists(" + count + ") OR " + count + " < :limit")
                            .expressionAttributeValues(
                                    expressionValues(":expires", expires, ":one", 1, ":limit", limit))
                            .returnValues(ReturnValue.UPDATED_NEW)))
                    .attributes();
            return OptionalInt.of(new ItemReader(after).integer(count));
        } catch (ConditionalCheckFailedException _) {
            return OptionalInt.empty();
        } catch (SdkException e) {
            throw new StoreBusy("DynamoDB did not write; try again later", e);
        }
    }

    /** The result of a conditional write. */
    sealed interface Answer {
        record Done() implements Answer {}

        /**
         * The condition does not hold.
         *
         * @param there the stored item; empty if there is none
         */
        record Refused(Map<String, AttributeValue> there) implements Answer {
            public Refused {
                there = Map.copyOf(there);
            }

            boolean shows(Map<String, AttributeValue> item) {
                return there.equals(item);
            }
        }
    }

    void delete(Keys keys) {
        guarded(() ->
                retried(() -> client.deleteItem(delete -> delete.tableName(name).key(key(keys)))));
    }

    /** Returns false if the condition does not hold. */
    boolean delete(Delete delete) {
        return conditional(() -> client.deleteItem(request ->
                        request.tableName(name).key(delete.key()).conditionExpression(delete.conditionExpression())))
                instanceof Answer.Done;
    }

    /** All items of a query, read page by page. */
    Stream<ItemReader> query(QueryRequest.Builder query) {
        QueryRequest request = query.tableName(name).build();
        return guarded(() -> client.queryPaginator(request).items().stream().map(ItemReader::new).toList().stream());
    }

    /** One page of results of a query. */
    QueryPage page(QueryRequest.Builder query) {
        QueryRequest request = query.tableName(name).build();
        return guarded(() -> {
            var page = client.query(request);
            return new QueryPage(
                    page.items().stream().map(ItemReader::new).toList(),
                    page.hasLastEvaluatedKey() && !page.lastEvaluatedKey().isEmpty());
        });
    }

    /**
     * At most {@code limit} items of a partition whose sort keys have this prefix, the last first; strongly consistent.
     *
     * @param after the position after which they begin, even if no such item exists; empty: from the last item
     */
    List<ItemReader> newestFirst(String pk, String prefix, Optional<Keys> after, int limit) {
        return page(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
                        .expressionAttributeValues(expressionValues(":pk", pk, ":prefix", prefix))
                        .exclusiveStartKey(after.map(DynamoTable::key).orElse(null))
                        .scanIndexForward(false)
                        .consistentRead(true)
                        .limit(limit))
                .items();
    }

    /**
     * This item and the following items of its partition whose sort keys have this prefix; strongly consistent.
     *
     * @param from the first position, even if no such item exists
     */
    List<ItemReader> newestLast(Keys from, String prefix, int limit) {
        return page(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                        .expressionAttributeValues(
                                expressionValues(":pk", from.pk(), ":from", from.sk(), ":to", prefix + "~"))
                        .consistentRead(true)
                        .limit(limit))
                .items();
    }

    /** The number of items of a partition, counted up to {@code most}; eventually consistent. */
    int count(String pk, int most) {
        QueryRequest request = QueryRequest.builder()
                .tableName(name)
                .select(Select.COUNT)
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(expressionValues(":pk", pk))
                .limit(most)
                .build();
        return guarded(() -> client.query(request).count());
    }

    /** A page, and whether there may be more. */
    record QueryPage(List<ItemReader> items, boolean more) {
        QueryPage {
            items = List.copyOf(items);
        }
    }

    /** Writes all of these or none. */
    Transacted transact(List<TransactWriteItem> items) {
        // Every try has the same token: a transaction that was applied without an answer is not applied again.
        String token = UUID.randomUUID().toString();
        long began = System.nanoTime();
        for (int i = 1; ; i++) {
            try {
                client.transactWriteItems(
                        transaction -> transaction.transactItems(items).clientRequestToken(token));
                return new Transacted(items.stream().map(_ -> false).toList(), List.of());
            } catch (TransactionCanceledException e) {
                Transacted refused = Transacted.of(e);
                if (!refused.written()) {
                    return refused;
                }
                waitOrGiveUp(i, began, e);
            } catch (TransactionInProgressException e) {
                waitOrGiveUp(i, began, e);
            } catch (SdkException e) {
                throw new StoreBusy("DynamoDB did not write; try again later", e);
            }
        }
    }

    /**
     * The result of a transaction.
     *
     * @param refused for each item, whether its own condition failed; all false if the transaction was written
     * @param there for each item whose condition failed, the stored item; empty if the transaction was written
     */
    record Transacted(List<Boolean> refused, List<Map<String, AttributeValue>> there) {
        Transacted {
            refused = List.copyOf(refused);
            there = List.copyOf(there);
        }

        private static Transacted of(TransactionCanceledException e) {
            List<String> codes = e.cancellationReasons().stream()
                    .map(reason -> reason.code() == null ? "None" : reason.code())
                    .toList();
            List<Boolean> refused = codes.stream().map(CONDITION_FAILED::equals).toList();
            if (!refused.contains(true) && !PASSING.containsAll(codes)) {
                throw new IllegalStateException("DynamoDB cannot write this: " + codes, e);
            }
            return new Transacted(
                    refused,
                    e.cancellationReasons().stream()
                            .map(CancellationReason::item)
                            .toList());
        }

        boolean written() {
            return !refused.contains(true);
        }

        boolean isRefused(int index) {
            return refused.get(index);
        }

        /** Whether the item's condition failed, and the stored item equals the written one: an earlier try wrote it. */
        boolean shows(int index, Map<String, AttributeValue> item) {
            return isRefused(index) && there.get(index).equals(item);
        }
    }

    TransactWriteItem putAnyway(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder().put(putOf(item).build()).build();
    }

    /** A write on condition that no such item exists. */
    Put putIfAbsent(Map<String, AttributeValue> item) {
        return putOf(item).conditionExpression("attribute_not_exists(pk)").build();
    }

    /**
     * A write on condition that the item exists in the version that was read.
     *
     * @param attribute the name of the attribute with the version
     */
    Put putIfVersion(Map<String, AttributeValue> item, String attribute, long read) {
        return putOf(item)
                .conditionExpression(attribute + " = :read")
                .expressionAttributeValues(expressionValues(":read", read))
                .build();
    }

    /** A write on condition that the item exists in the version that was read, or does not exist if this is 0. */
    Put putIfVersionOrNone(Map<String, AttributeValue> item, String attribute, long read) {
        return read == 0 ? putIfAbsent(item) : putIfVersion(item, attribute, read);
    }

    static TransactWriteItem in(Put put) {
        return TransactWriteItem.builder().put(put).build();
    }

    static TransactWriteItem in(Update update) {
        return TransactWriteItem.builder().update(update).build();
    }

    static TransactWriteItem in(ConditionCheck check) {
        return TransactWriteItem.builder().conditionCheck(check).build();
    }

    static TransactWriteItem in(Delete delete) {
        return TransactWriteItem.builder().delete(delete).build();
    }

    Put.Builder putOf(Map<String, AttributeValue> item) {
        return Put.builder()
                .tableName(name)
                .item(item)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }

    Delete.Builder deleteOf(Keys keys) {
        return Delete.builder().tableName(name).key(key(keys));
    }

    Update.Builder updateOf(Keys keys) {
        return Update.builder()
                .tableName(name)
                .key(key(keys))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
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

    private static Answer conditional(Supplier<?> call) {
        try {
            var _ = retried(call);
            return new Answer.Done();
        } catch (ConditionalCheckFailedException e) {
            return new Answer.Refused(e.hasItem() ? e.item() : Map.of());
        } catch (SdkException e) {
            throw new StoreBusy("DynamoDB did not write; try again later", e);
        }
    }

    /** Retries a write. During a transaction on the same item, a plain write is refused, whatever its condition. */
    private static <T> T retried(Supplier<T> call) {
        long began = System.nanoTime();
        for (int i = 1; ; i++) {
            try {
                return call.get();
            } catch (TransactionConflictException e) {
                waitOrGiveUp(i, began, e);
            }
        }
    }

    private static void waitOrGiveUp(int tries, long began, SdkException e) {
        if (System.nanoTime() - began > MAX_RETRYING.toNanos()) {
            throw new StoreBusy("the write conflicted with others " + tries + " times; try again later", e);
        }
        waitBefore(tries);
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
