package io.vuelta.handlers.runtime;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import io.vuelta.adapters.dynamodb.ChangeReader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/** Items in records of the table's change stream, as the table's client has them. */
public final class StreamItems {
    /** The principal that deletes an item whose time to live is over. */
    private static final String TIME_TO_LIVE = "dynamodb.amazonaws.com";

    private StreamItems() {}

    /** The item of a record. */
    public static ChangeReader.Images images(DynamodbStreamRecord record) {
        StreamRecord told = record.getDynamodb();
        boolean expired = record.getUserIdentity() != null
                && TIME_TO_LIVE.equals(record.getUserIdentity().getPrincipalId());
        return new ChangeReader.Images(
                told.getSequenceNumber(),
                item(told.getKeys()),
                item(told.getOldImage()),
                item(told.getNewImage()),
                expired);
    }

    /** An item, or its keys; empty where there is none. */
    private static Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> item(
            @Nullable Map<String, AttributeValue> told) {
        Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> item = new HashMap<>();
        if (told != null) {
            told.forEach((name, value) -> item.put(name, value(value)));
        }
        return item;
    }

    private static software.amazon.awssdk.services.dynamodb.model.AttributeValue value(AttributeValue told) {
        var value = software.amazon.awssdk.services.dynamodb.model.AttributeValue.builder();
        if (told.getM() != null) {
            value.m(item(told.getM()));
        } else if (told.getL() != null) {
            value.l(told.getL().stream().map(StreamItems::value).toList());
        } else if (told.getB() != null) {
            value.b(SdkBytes.fromByteBuffer(told.getB()));
        } else if (told.getSS() != null) {
            value.ss(told.getSS());
        } else if (told.getNS() != null) {
            value.ns(told.getNS());
        } else if (told.getBOOL() != null) {
            value.bool(told.getBOOL());
        } else {
            value.s(told.getS()).n(told.getN()).nul(told.isNULL());
        }
        return value.build();
    }
}
