package io.vuelta.cloud.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordJsonTest {
    private static final Map<String, AttributeValue> ITEM = Map.of("pk", AttributeValue.fromS("C#1"));

    private static ObjectNode json(Record.Builder record) {
        return RecordJson.of(record.eventID("a-b").build(), 1, Instant.EPOCH, "arn");
    }

    /** As DynamoDB Local 3.3.1 tells of it; AWS names the service. */
    @Test
    void an_item_whose_time_is_over_was_removed_by_the_table_itself() {
        ObjectNode json = json(Record.builder()
                .dynamodb(change -> change.keys(ITEM).oldImage(ITEM).sizeBytes(3L)));

        assertThat(json.path("eventName").asText()).isEqualTo("REMOVE");
        assertThat(json.path("userIdentity"))
                .hasToString("{\"type\":\"Service\",\"principalId\":\"dynamodb.amazonaws.com\"}");
        assertThat(json.at("/dynamodb").has("NewImage")).isFalse();
    }

    @Test
    void an_item_that_somebody_deleted_was_not() {
        ObjectNode json = json(Record.builder()
                .eventName(OperationType.REMOVE)
                .dynamodb(change -> change.keys(ITEM).oldImage(ITEM).sizeBytes(3L)));

        assertThat(json.path("eventName").asText()).isEqualTo("REMOVE");
        assertThat(json.has("userIdentity")).isFalse();
    }
}
