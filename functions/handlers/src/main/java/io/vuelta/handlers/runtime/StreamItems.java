package io.vuelta.handlers.runtime;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import io.vuelta.adapters.dynamodb.ChangeReader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/** Converts the items in records of the table's change stream to the types of the table's client. */
public final class StreamItems {
    /** The principal that deletes expired items (time to live). */
    private static final String TIME_TO_LIVE = "dynamodb.amazonaws.com";

    private StreamItems() {}

    /** The item of a record, before and after the change. */
    public static ChangeReader.Images images(DynamodbStreamRecord record) {
        StreamRecord change = record.getDynamodb();
        boolean expired = record.getUserIdentity() != null
                && TIME_TO_LIVE.equals(record.getUserIdentity().getPrincipalId());
        return new ChangeReader.Images(
                change.getSequenceNumber(),
                item(change.getKeys()),
                item(change.getOldImage()),
                item(change.getNewImage()),
                expired);
    }

    /** Converts an item or its keys; empty if there is none. */
    private static Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> item(
            @Nullable Map<String, AttributeValue> attributes) {
        Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> item = new HashMap<>();
        if (attributes != null) {
            attributes.forEach((name, value) -> item.put(name, value(value)));
        }
        return item;
    }

    private static software.amazon.awssdk.services.dynamodb.model.AttributeValue value(AttributeValue attribute) {
        var value = software.amazon.awssdk.services.dynamodb.model.AttributeValue.builder();
        if (attribute.getM() != null) {
            value.m(item(attribute.getM()));
        } else if (attribute.getL() != null) {
            value.l(attribute.getL().stream().map(StreamItems::value).toList());
        } else if (attribute.getB() != null) {
            value.b(SdkBytes.fromByteBuffer(attribute.getB()));
        } else if (attribute.getSS() != null) {
            value.ss(attribute.getSS());
        } else if (attribute.getNS() != null) {
            value.ns(attribute.getNS());
        } else if (attribute.getBOOL() != null) {
            value.bool(attribute.getBOOL());
        } else {
            value.s(attribute.getS()).n(attribute.getN()).nul(attribute.isNULL());
        }
        return value.build();
    }
}
