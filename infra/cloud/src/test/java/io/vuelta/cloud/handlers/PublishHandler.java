package io.vuelta.cloud.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Reports every new item to the queue SEEN_URL; one whose attribute v is 13 fails the first time. */
public final class PublishHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    private final SqsClient sqs = SqsClient.create();
    private final String seenUrl;
    private boolean failed;

    public PublishHandler() {
        this(System.getenv());
    }

    public PublishHandler(Map<String, String> environment) {
        this.seenUrl = Objects.requireNonNull(environment.get("SEEN_URL"));
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        for (DynamodbStreamRecord record : event.getRecords()) {
            var change = record.getDynamodb();
            if (Objects.requireNonNull(change.getNewImage().get("v")).getN().equals("13") && !failed) {
                failed = true;
                return new StreamsEventResponse(List.of(new BatchItemFailure(change.getSequenceNumber())));
            }
            String sk = Objects.requireNonNull(change.getKeys().get("sk")).getS();
            sqs.sendMessage(send -> send.queueUrl(seenUrl).messageBody("told " + sk));
        }
        return new StreamsEventResponse(List.of());
    }
}
