package io.vuelta.handlers.runtime;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.Identity;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/** A table that accepts every put, and records each in the form of the service's change stream. */
public final class StreamedTable implements DynamoDbClient {
    private static final String PK = "pk";
    private static final String SK = "sk";

    private final Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items = new HashMap<>();
    private final List<DynamodbStreamRecord> records = new ArrayList<>();
    private long sequence;

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        put(request.item());
        return PutItemResponse.builder().build();
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        request.transactItems().forEach(item -> put(item.put().item()));
        return TransactWriteItemsResponse.builder().build();
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        Map<String, AttributeValue> item = items.get(request.key());
        return item == null
                ? GetItemResponse.builder().build()
                : GetItemResponse.builder().item(item).build();
    }

    /** Returns no items: no code that writes here needs the content of a list. */
    @Override
    public QueryResponse query(QueryRequest request) {
        return QueryResponse.builder().items(List.of()).build();
    }

    /** Puts an item. */
    public void put(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> key = key(item);
        addRecord(key, items.put(key, item), item, null);
    }

    /** Deletes all items as {@code principal}; null for a normal request. */
    public void deleteAll(@Nullable String principal) {
        List.copyOf(items.keySet()).forEach(key -> addRecord(key, items.remove(key), null, principal));
    }

    /** Every item, by its key. */
    public List<Map<String, AttributeValue>> items() {
        return List.copyOf(items.values());
    }

    /** The records since they were last taken. */
    public List<DynamodbStreamRecord> take() {
        List<DynamodbStreamRecord> taken = List.copyOf(records);
        records.clear();
        return taken;
    }

    private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
        return Map.of(PK, requireNonNull(item.get(PK)), SK, requireNonNull(item.get(SK)));
    }

    private void addRecord(
            Map<String, AttributeValue> key,
            @Nullable Map<String, AttributeValue> before,
            @Nullable Map<String, AttributeValue> after,
            @Nullable String principal) {
        StreamRecord change = new StreamRecord()
                .withSequenceNumber("44215845%020d".formatted(++sequence))
                .withApproximateCreationDateTime(Date.from(Instant.ofEpochSecond(sequence)))
                .withKeys(event(key));
        if (before != null) {
            change.setOldImage(event(before));
        }
        if (after != null) {
            change.setNewImage(event(after));
        }
        DynamodbStreamRecord record = new DynamodbStreamRecord();
        record.setDynamodb(change);
        if (principal != null) {
            record.setUserIdentity(new Identity().withPrincipalId(principal).withType("Service"));
        }
        records.add(record);
    }

    private static Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue> event(
            Map<String, AttributeValue> item) {
        Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue> event =
                new HashMap<>();
        item.forEach((name, value) -> event.put(name, event(value)));
        return event;
    }

    private static com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue event(
            AttributeValue value) {
        var event = new com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue();
        return switch (value.type()) {
            case S -> event.withS(value.s());
            case N -> event.withN(value.n());
            case B -> event.withB(value.b().asByteBuffer());
            case BOOL -> event.withBOOL(value.bool());
            case NUL -> event.withNULL(true);
            case M -> event.withM(event(value.m()));
            case L -> event.withL(value.l().stream().map(StreamedTable::event).toList());
            case SS -> event.withSS(value.ss());
            case NS -> event.withNS(value.ns());
            case BS, UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException("the table has no values of this type: " + value.type());
        };
    }
}
