package io.vuelta.handlers.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The messages of one batch that failed. Each is logged, and delivered again after 1, 2, 4 … seconds. */
final class FailedMessages {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    /** Maximum time before a failed message is delivered again. */
    private static final Duration MAX_WAIT = Duration.ofMinutes(5);

    private final Redelivery redelivery;
    private final Context context;
    private final List<SQSMessage> failed = Collections.synchronizedList(new ArrayList<>());

    FailedMessages(Redelivery redelivery, Context context) {
        this.redelivery = redelivery;
        this.context = context;
    }

    /** Runs the handler. Any error is caught and logged here, and these messages then count as failed. */
    void unless(List<SQSMessage> same, Runnable handle) {
        SQSMessage message = same.getFirst();
        try {
            handle.run();
        } catch (RuntimeException e) {
            LogLine.of(context, "message_failed")
                    .with("message", message.getMessageId())
                    .with("receives", SqsBatchHandler.receives(message))
                    .counted()
                    .error(e);
            failed.addAll(same);
        }
    }

    SQSBatchResponse response() {
        return new SQSBatchResponse(redelivered(redelivery, failed));
    }

    /** Lists these messages in the function's response, so that they are delivered again, each after its delay. */
    static List<BatchItemFailure> redelivered(Redelivery redelivery, List<SQSMessage> failed) {
        failed.forEach(message -> redelivery.after(message, wait(SqsBatchHandler.receives(message))));
        return failed.stream()
                .map(SQSMessage::getMessageId)
                .map(BatchItemFailure::new)
                .toList();
    }

    private static Duration wait(int receives) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.clamp(receives - 1L, 0, 20));
        return wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait;
    }
}
