package io.vuelta.cloud.dynamodb;

import io.vuelta.cloud.template.TableModel;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Creates the template's tables, or checks existing ones. */
public final class Tables {
    private static final StreamSpecification IMAGES = StreamSpecification.builder()
            .streamEnabled(true)
            .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
            .build();

    private final DynamoDbClient client;

    public Tables(DynamoDbClient client) {
        this.client = client;
    }

    /**
     * Creates the table if it does not exist. A table without a stream gets one if the template has it; the stream then
     * has all later writes, as on AWS.
     *
     * @throws IllegalStateException if the table exists with other keys or indexes, or with a stream of another view
     *     type
     */
    public void ensure(TableModel table) {
        TableDescription found;
        try {
            found = client.describeTable(request -> request.tableName(table.name()))
                    .table();
        } catch (ResourceNotFoundException _) {
            create(table);
            return;
        }
        check(table, found);
        if (table.stream() && !isStreaming(found)) {
            client.updateTable(update -> update.tableName(table.name()).streamSpecification(IMAGES));
        }
    }

    private static boolean isStreaming(TableDescription table) {
        @Nullable StreamSpecification stream = table.streamSpecification();
        return stream != null && Boolean.TRUE.equals(stream.streamEnabled());
    }

    private static void check(TableModel table, TableDescription found) {
        Set<String> indexes = found.globalSecondaryIndexes().stream()
                .map(GlobalSecondaryIndexDescription::indexName)
                .collect(Collectors.toSet());
        Set<String> wanted =
                table.indexes().stream().map(TableModel.Index::name).collect(Collectors.toSet());
        boolean otherImages = table.stream()
                && isStreaming(found)
                && found.streamSpecification().streamViewType() != IMAGES.streamViewType();
        if (otherImages
                || !Set.copyOf(found.keySchema()).equals(Set.copyOf(keys(table.keys())))
                || !indexes.equals(wanted)) {
            throw new IllegalStateException("The table " + table.name()
                    + " in the data directory has other keys, indexes or stream than the template;"
                    + " delete the data directory and start again");
        }
    }

    private void create(TableModel table) {
        var request = CreateTableRequest.builder()
                .tableName(table.name())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(keys(table.keys()))
                .attributeDefinitions(map(
                        table.attributes(),
                        attribute -> AttributeDefinition.builder()
                                .attributeName(attribute.name())
                                .attributeType(attribute.type())
                                .build()));
        if (!table.indexes().isEmpty()) {
            request.globalSecondaryIndexes(map(table.indexes(), Tables::index));
        }
        if (table.stream()) {
            request.streamSpecification(IMAGES);
        }
        try {
            client.createTable(request.build());
        } catch (ResourceInUseException _) {
            // A first request created the table and its answer came too late: the client repeats requests.
        }
        client.waiter().waitUntilTableExists(wait -> wait.tableName(table.name()));
        table.timeToLive()
                .ifPresent(attribute -> client.updateTimeToLive(update -> update.tableName(table.name())
                        .timeToLiveSpecification(
                                ttl -> ttl.attributeName(attribute).enabled(true))));
    }

    private static GlobalSecondaryIndex index(TableModel.Index index) {
        var projection = Projection.builder().projectionType(index.projection());
        if (!index.included().isEmpty()) {
            projection.nonKeyAttributes(index.included());
        }
        return GlobalSecondaryIndex.builder()
                .indexName(index.name())
                .keySchema(keys(index.keys()))
                .projection(projection.build())
                .build();
    }

    private static List<KeySchemaElement> keys(List<TableModel.Key> keys) {
        return map(
                keys,
                key -> KeySchemaElement.builder()
                        .attributeName(key.attribute())
                        .keyType(key.type())
                        .build());
    }

    private static <A, B> List<B> map(List<A> list, Function<A, B> function) {
        return list.stream().map(function).toList();
    }
}
