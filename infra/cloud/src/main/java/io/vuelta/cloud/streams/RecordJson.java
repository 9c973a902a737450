package io.vuelta.cloud.streams;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.cloud.template.LocalAccount;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/** A record of a stream in the JSON form in which Lambda passes it to a function. */
final class RecordJson {
    private static final String REMOVE = "REMOVE";

    /** The type of the identity that deletes expired items, with AWS's name. */
    private static final String SERVICE = "Service";

    private static final String DYNAMODB = "dynamodb.amazonaws.com";

    private RecordJson() {}

    static ObjectNode of(Record record, long sequence, Instant created, String streamArn) {
        StreamRecord change = record.dynamodb();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("eventID", record.eventID().replace("-", ""))
                .put("eventName", isByTimeToLive(record) ? REMOVE : record.eventNameAsString())
                .put("eventVersion", "1.1")
                .put("eventSource", "aws:dynamodb")
                .put("awsRegion", LocalAccount.REGION);
        ObjectNode dynamodb = json.putObject("dynamodb");
        dynamodb.put("ApproximateCreationDateTime", created.getEpochSecond());
        dynamodb.set("Keys", attributes(change.keys()));
        if (change.hasNewImage()) {
            dynamodb.set("NewImage", attributes(change.newImage()));
        }
        if (change.hasOldImage()) {
            dynamodb.set("OldImage", attributes(change.oldImage()));
        }
        dynamodb.put("SequenceNumber", ChangeRecord.sequenceNumber(sequence))
                .put("SizeBytes", change.sizeBytes())
                .put("StreamViewType", change.streamViewTypeAsString());
        if (isByTimeToLive(record)) {
            json.putObject("userIdentity").put("type", SERVICE).put("principalId", DYNAMODB);
        } else if (record.userIdentity() != null) {
            json.putObject("userIdentity")
                    .put("type", record.userIdentity().type())
                    .put("principalId", record.userIdentity().principalId());
        }
        return json.put("eventSourceARN", streamArn);
    }

    /** DynamoDB Local reports an expired item by a record without an event name, and does not name the service. */
    private static boolean isByTimeToLive(Record record) {
        return record.eventName() == null && !record.dynamodb().hasNewImage();
    }

    static ObjectNode attributes(Map<String, AttributeValue> item) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        item.forEach((name, value) -> json.set(name, attribute(value)));
        return json;
    }

    private static ObjectNode attribute(AttributeValue value) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (value.type()) {
            case S -> json.put("S", value.s());
            case N -> json.put("N", value.n());
            case B -> json.put("B", base64(value.b()));
            case BOOL -> json.put("BOOL", value.bool());
            case NUL -> json.put("NULL", true);
            case SS -> value.ss().forEach(json.putArray("SS")::add);
            case NS -> value.ns().forEach(json.putArray("NS")::add);
            case BS -> {
                ArrayNode all = json.putArray("BS");
                value.bs().forEach(one -> all.add(base64(one)));
            }
            case L -> {
                ArrayNode all = json.putArray("L");
                value.l().forEach(one -> all.add(attribute(one)));
            }
            case M -> json.set("M", attributes(value.m()));
            // DynamoDB Local leaves out an empty list and an empty map: both are read as empty here.
            case UNKNOWN_TO_SDK_VERSION -> json.putArray("L");
        }
        return json;
    }

    private static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArray());
    }
}
