package io.vuelta.handlers.runtime;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Messages of a queue as a function gets them, and what it answers. */
public final class SqsEvents {
    private SqsEvents() {}

    /** The messages {@code m0}, {@code m1} and so on, each received for the first time. */
    public static SQSEvent of(List<String> bodies) {
        return of(1, bodies);
    }

    /**
     * The messages {@code m0}, {@code m1} and so on.
     *
     * @param receive how many times each message was received, with this time
     */
    public static SQSEvent of(int receive, List<String> bodies) {
        List<SQSEvent.SQSMessage> messages = new ArrayList<>();
        for (String body : bodies) {
            SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
            message.setMessageId("m" + messages.size());
            message.setBody(body);
            message.setAttributes(Map.of("ApproximateReceiveCount", String.valueOf(receive)));
            messages.add(message);
        }
        SQSEvent event = new SQSEvent();
        event.setRecords(messages);
        return event;
    }

    /** The ids of the messages that are delivered again, sorted. */
    public static List<String> failed(SQSBatchResponse response) {
        return response.getBatchItemFailures().stream()
                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .sorted()
                .toList();
    }
}
