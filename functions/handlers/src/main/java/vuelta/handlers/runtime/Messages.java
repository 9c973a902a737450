package vuelta.handlers.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** A batch of messages. One that fails is named in the answer and comes again; the others are done. */
public final class Messages {
    private Messages() {}

    /** One after another. */
    public static SQSBatchResponse each(SQSEvent event, Context context, Consumer<SQSEvent.SQSMessage> handle) {
        List<String> failed = new ArrayList<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            if (!handled(List.of(message), context, handle)) {
                failed.add(message.getMessageId());
            }
        }
        return response(failed);
    }

    /** All at once, each on a thread of its own: for work that mostly waits. */
    public static SQSBatchResponse together(SQSEvent event, Context context, Consumer<SQSEvent.SQSMessage> handle) {
        List<String> failed = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<Boolean>> running = new LinkedHashMap<>();
            for (SQSEvent.SQSMessage message : event.getRecords()) {
                running.put(message.getMessageId(), threads.submit(() -> handled(List.of(message), context, handle)));
            }
            running.forEach((id, done) -> {
                if (!succeeded(done)) {
                    failed.add(id);
                }
            });
        }
        return response(failed);
    }

    /** Messages that mean the same are handled as one: the first stands for all, and all fail with it. */
    public static SQSBatchResponse collapsed(
            SQSEvent event, Context context, Function<String, Object> meaning, Consumer<SQSEvent.SQSMessage> handle) {
        Map<Object, List<SQSEvent.SQSMessage>> groups = new LinkedHashMap<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            groups.computeIfAbsent(meaning.apply(message.getBody()), key -> new ArrayList<>())
                    .add(message);
        }
        List<String> failed = new ArrayList<>();
        for (List<SQSEvent.SQSMessage> group : groups.values()) {
            if (!handled(group, context, handle)) {
                group.forEach(message -> failed.add(message.getMessageId()));
            }
        }
        return response(failed);
    }

    /** How often this message has been received, this time included. */
    public static int receives(SQSEvent.SQSMessage message) {
        return Integer.parseInt(message.getAttributes().getOrDefault("ApproximateReceiveCount", "1"));
    }

    /** The edge: whatever went wrong is logged here, and the message comes again. */
    private static boolean handled(
            List<SQSEvent.SQSMessage> same, Context context, Consumer<SQSEvent.SQSMessage> handle) {
        SQSEvent.SQSMessage message = same.getFirst();
        try {
            handle.accept(message);
            return true;
        } catch (RuntimeException e) {
            LogLine.of(context, "message_failed")
                    .with("message", message.getMessageId())
                    .with("receives", receives(message))
                    .error(e);
            return false;
        }
    }

    private static boolean succeeded(Future<Boolean> done) {
        try {
            return done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an Error in a message's thread", e.getCause());
        }
    }

    private static SQSBatchResponse response(List<String> failed) {
        return new SQSBatchResponse(
                failed.stream().map(SQSBatchResponse.BatchItemFailure::new).toList());
    }
}
