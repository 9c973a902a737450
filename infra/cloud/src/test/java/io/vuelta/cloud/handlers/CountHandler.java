package io.vuelta.cloud.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Reports every change of an item to the queue SEEN_URL, with the shard of its record. */
public final class CountHandler implements RequestHandler<DynamodbTimeWindowEvent, TimeWindowEventResponse> {
    private final SqsClient sqs = SqsClient.create();
    private final String seenUrl;

    public CountHandler() {
        this(System.getenv());
    }

    public CountHandler(Map<String, String> environment) {
        this.seenUrl = Objects.requireNonNull(environment.get("SEEN_URL"));
    }

    @Override
    public TimeWindowEventResponse handleRequest(DynamodbTimeWindowEvent event, Context context) {
        for (DynamodbStreamRecord record : event.getRecords()) {
            String seen = String.join(
                    " ",
                    event.getShardId(),
                    event.getEventSourceArn(),
                    record.getEventName(),
                    record.getDynamodb().getSequenceNumber(),
                    record.getDynamodb().getStreamViewType(),
                    value(record),
                    attribute(record.getDynamodb().getKeys(), "sk").getS());
            sqs.sendMessage(send -> send.queueUrl(seenUrl).messageBody(seen));
        }
        return new TimeWindowEventResponse(event.getState(), List.of());
    }

    /** The attribute v of the new image and the old one. */
    private static String value(DynamodbStreamRecord record) {
        var before = record.getDynamodb().getOldImage();
        String old = before == null ? "-" : attribute(before, "v").getN();
        return old + "=>" + attribute(record.getDynamodb().getNewImage(), "v").getN();
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name));
    }
}
