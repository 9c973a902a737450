package io.vuelta.handlers.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.vuelta.domain.store.Parallel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Handles a batch of messages. Failed messages are listed in the response and delivered again. */
public final class SqsBatchHandler {
    private final Redelivery redelivery;
    private final Parallel parallel;

    public SqsBatchHandler(Redelivery redelivery, Parallel parallel) {
        this.redelivery = redelivery;
        this.parallel = parallel;
    }

    /** Handles the messages one after another. */
    public SQSBatchResponse each(SQSEvent event, Context context, Consumer<SQSMessage> handle) {
        FailedMessages failed = new FailedMessages(redelivery, context);
        event.getRecords().forEach(message -> failed.unless(List.of(message), () -> handle.accept(message)));
        return failed.response();
    }

    /** Handles all messages in parallel, each on its own thread. For work that mostly waits. */
    public SQSBatchResponse together(SQSEvent event, Context context, Consumer<SQSMessage> handle) {
        return groups(event, context, SQSMessage::getMessageId, group -> handle.accept(group.getFirst()));
    }

    /** Handles groups of messages in parallel: all messages of a group fail, or none. */
    public SQSBatchResponse groups(
            SQSEvent event, Context context, Function<SQSMessage, Object> key, Consumer<List<SQSMessage>> handle) {
        Map<Object, List<SQSMessage>> groups = new LinkedHashMap<>();
        FailedMessages failed = new FailedMessages(redelivery, context);
        event.getRecords()
                .forEach(message -> failed.unless(
                        List.of(message),
                        () -> groups.computeIfAbsent(key.apply(message), _ -> new ArrayList<>())
                                .add(message)));
        parallel.forEach(groups.values(), group -> failed.unless(group, () -> handle.accept(group)));
        return failed.response();
    }

    /** Lists handled messages as failed because a later step failed; they are delivered again. */
    public List<SQSBatchResponse.BatchItemFailure> again(List<SQSMessage> failed) {
        return FailedMessages.redelivered(redelivery, failed);
    }

    /** How many times this message has been received, including this time. */
    public static int receives(SQSMessage message) {
        return Integer.parseInt(message.getAttributes().getOrDefault("ApproximateReceiveCount", "1"));
    }
}
