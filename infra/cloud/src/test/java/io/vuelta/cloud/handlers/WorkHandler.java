package io.vuelta.cloud.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Reports every message to the queue SEEN_URL, and handles it in the way that its body names. */
public final class WorkHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    /** The number of calls in progress, and its maximum so far; shared by all instances. */
    public static final AtomicInteger RUNNING = new AtomicInteger();

    public static final AtomicInteger MAX_RUNNING = new AtomicInteger();

    private final SqsClient sqs = SqsClient.create();
    private final DynamoDbClient dynamoDb = DynamoDbClient.create();
    private final String seenUrl;
    private final String table;

    public WorkHandler() {
        this(System.getenv());
    }

    public WorkHandler(Map<String, String> environment) {
        this.seenUrl = Objects.requireNonNull(environment.get("SEEN_URL"));
        this.table = Objects.requireNonNull(environment.get("TABLE"));
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        MAX_RUNNING.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
        try {
            var failures = new ArrayList<BatchItemFailure>();
            for (SQSMessage message : event.getRecords()) {
                report(message);
                work(message, failures);
            }
            return new SQSBatchResponse(failures);
        } finally {
            RUNNING.decrementAndGet();
        }
    }

    private void report(SQSMessage message) {
        String count = message.getAttributes().get("ApproximateReceiveCount");
        sqs.sendMessage(send -> send.queueUrl(seenUrl).messageBody(count + " " + message.getBody()));
    }

    private void work(SQSMessage message, List<BatchItemFailure> failures) {
        String body = message.getBody();
        if (body.startsWith("fail")) {
            failures.add(new BatchItemFailure(message.getMessageId()));
        } else if (body.startsWith("throw")) {
            throw new IllegalStateException("as asked");
        } else if (body.startsWith("unknown")) {
            failures.add(new BatchItemFailure("no such message"));
        } else if (body.startsWith("read")) {
            readOnAnotherThread();
        } else if (body.startsWith("slow")) {
            pause(300);
        } else if (body.startsWith("hang")) {
            pause(60_000);
        }
    }

    private void readOnAnotherThread() {
        Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS("a"), "sk", AttributeValue.fromS("WORK"));
        CompletableFuture.runAsync(
                        () -> dynamoDb.getItem(get -> get.tableName(table).key(key)))
                .join();
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
