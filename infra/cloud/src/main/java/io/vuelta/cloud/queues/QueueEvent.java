package io.vuelta.cloud.queues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.cloud.template.LocalAccount;
import io.vuelta.cloud.template.QueueModel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The event that Lambda creates from a batch of messages, each as received from SQS. */
final class QueueEvent {
    private QueueEvent() {}

    static byte[] of(List<JsonNode> messages, QueueModel queue) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ArrayNode records = event.putArray("Records");
        for (JsonNode message : messages) {
            ObjectNode record = records.addObject()
                    .put("messageId", message.path("MessageId").asText())
                    .put("receiptHandle", message.path("ReceiptHandle").asText())
                    .put("body", message.path("Body").asText());
            ObjectNode attributes = record.putObject("attributes");
            message.path("Attributes").forEachEntry((name, value) -> attributes.put(name, value.asText()));
            putMessageAttributes(record, message);
            record.put("md5OfBody", message.path("MD5OfBody").asText())
                    .put("eventSource", "aws:sqs")
                    .put("eventSourceARN", queue.arn())
                    .put("awsRegion", LocalAccount.REGION);
        }
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void putMessageAttributes(ObjectNode record, JsonNode message) {
        ObjectNode all = record.putObject("messageAttributes");
        message.path("MessageAttributes").forEachEntry((name, attribute) -> {
            ObjectNode one = all.putObject(name);
            String type = attribute.path("DataType").asText();
            boolean binary = type.startsWith("Binary");
            one.put(
                    binary ? "binaryValue" : "stringValue",
                    attribute.path(binary ? "BinaryValue" : "StringValue").asText());
            one.putArray("stringListValues");
            one.putArray("binaryListValues");
            one.put("dataType", type);
        });
        if (!all.isEmpty()) {
            record.put(
                    "md5OfMessageAttributes",
                    message.path("MD5OfMessageAttributes").asText());
        }
    }
}
