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

    /** DynamoDB Local 3.3.1 does not name the service in the record; AWS does. */
    @Test
    void the_record_of_an_expired_item_names_the_service_as_the_one_who_removed_it() {
        ObjectNode json = json(Record.builder()
                .dynamodb(change -> change.keys(ITEM).oldImage(ITEM).sizeBytes(3L)));

        assertThat(json.path("eventName").asText()).isEqualTo("REMOVE");
        assertThat(json.path("userIdentity"))
                .hasToString("{\"type\":\"Service\",\"principalId\":\"dynamodb.amazonaws.com\"}");
        assertThat(json.at("/dynamodb").has("NewImage")).isFalse();
    }

    @Test
    void the_record_of_a_deleted_item_does_not_name_the_service() {
        ObjectNode json = json(Record.builder()
                .eventName(OperationType.REMOVE)
                .dynamodb(change -> change.keys(ITEM).oldImage(ITEM).sizeBytes(3L)));

        assertThat(json.path("eventName").asText()).isEqualTo("REMOVE");
        assertThat(json.has("userIdentity")).isFalse();
    }
}
