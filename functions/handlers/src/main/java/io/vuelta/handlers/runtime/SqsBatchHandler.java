package io.vuelta.handlers.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A batch of messages. One that fails is named in the answer and comes again, after 1, 2, 4 … seconds; the others are done.
 */
public final class SqsBatchHandler {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    /** A message that fails again and again waits no longer than this. */
    private static final Duration MAX_WAIT = Duration.ofMinutes(5);

    private final Redelivery redelivery;

    public SqsBatchHandler(Redelivery redelivery) {
        this.redelivery = redelivery;
    }

    /** One after another. */
    public SQSBatchResponse each(SQSEvent event, Context context, Consumer<SQSEvent.SQSMessage> handle) {
        List<SQSEvent.SQSMessage> failed = new ArrayList<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            if (!handled(List.of(message), context, () -> handle.accept(message))) {
                failed.add(message);
            }
        }
        return response(failed);
    }

    /** All at once, each on a thread of its own: for work that mostly waits. */
    public SQSBatchResponse together(SQSEvent event, Context context, Consumer<SQSEvent.SQSMessage> handle) {
        return groups(event, context, SQSEvent.SQSMessage::getMessageId, group -> handle.accept(group.getFirst()));
    }

    /** In groups that are handled at once, the messages of each together: all of a group fail, or none. */
    public SQSBatchResponse groups(
            SQSEvent event,
            Context context,
            Function<SQSEvent.SQSMessage, Object> key,
            Consumer<List<SQSEvent.SQSMessage>> handle) {
        Map<Object, List<SQSEvent.SQSMessage>> groups = new LinkedHashMap<>();
        List<SQSEvent.SQSMessage> failed = Collections.synchronizedList(new ArrayList<>());
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            boolean known = handled(List.of(message), context, () -> groups.computeIfAbsent(
                            key.apply(message), unused -> new ArrayList<>())
                    .add(message));
            if (!known) {
                failed.add(message);
            }
        }
        new VirtualThreads().forEach(groups.values(), group -> {
            if (!handled(group, context, () -> handle.accept(group))) {
                failed.addAll(group);
            }
        });
        return response(failed);
    }

    /** Has messages come again that were handled, but of which something else failed; to be named in the answer. */
    public List<SQSBatchResponse.BatchItemFailure> again(List<SQSEvent.SQSMessage> failed) {
        failed.forEach(message -> redelivery.after(message, wait(receives(message))));
        return failed.stream()
                .map(SQSEvent.SQSMessage::getMessageId)
                .map(SQSBatchResponse.BatchItemFailure::new)
                .toList();
    }

    /** How often this message has been received, this time included. */
    public static int receives(SQSEvent.SQSMessage message) {
        return Integer.parseInt(message.getAttributes().getOrDefault("ApproximateReceiveCount", "1"));
    }

    /** The edge: whatever went wrong is logged here, and the messages come again. */
    private static boolean handled(List<SQSEvent.SQSMessage> same, Context context, Runnable handle) {
        SQSEvent.SQSMessage message = same.getFirst();
        try {
            handle.run();
            return true;
        } catch (RuntimeException e) {
            LogLine.of(context, "message_failed")
                    .with("message", message.getMessageId())
                    .with("receives", receives(message))
                    .error(e);
            return false;
        }
    }

    private SQSBatchResponse response(List<SQSEvent.SQSMessage> failed) {
        return new SQSBatchResponse(again(failed));
    }

    private static Duration wait(int receives) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.clamp(receives - 1L, 0, 20));
        return wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait;
    }
}
