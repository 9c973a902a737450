package io.vuelta.simulation;

import io.vuelta.domain.store.StoreBusy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** The client with which the real adapters send; a queue's URL is its name. */
final class InMemorySqs implements SqsClient {
    private final Chaos chaos;
    private final Map<String, SimulatedQueue> queues = new HashMap<>();

    InMemorySqs(Chaos chaos) {
        this.chaos = chaos;
    }

    void add(SimulatedQueue queue) {
        queues.put(queue.name(), queue);
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        String operation = request.queueUrl() + ".send";
        chaos.before(operation);
        String group = request.messageGroupId();
        if (group == null) {
            queue(request.queueUrl()).send(request.messageBody(), delay(request.delaySeconds()));
        } else {
            queue(request.queueUrl()).send(request.messageBody(), group, request.messageDeduplicationId());
        }
        chaos.after(operation);
        return SendMessageResponse.builder().build();
    }

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
        String operation = request.queueUrl() + ".send";
        chaos.before(operation);
        for (SendMessageBatchRequestEntry entry : request.entries()) {
            queue(request.queueUrl()).send(entry.messageBody(), delay(entry.delaySeconds()));
        }
        chaos.after(operation);
        return SendMessageBatchResponse.builder().build();
    }

    @Override
    public ChangeMessageVisibilityResponse changeMessageVisibility(ChangeMessageVisibilityRequest request) {
        String operation = request.queueUrl() + ".changeVisibility";
        try {
            chaos.before(operation);
            queue(request.queueUrl())
                    .comesAgain(request.receiptHandle(), Duration.ofSeconds(request.visibilityTimeout()));
            chaos.after(operation);
        } catch (StoreBusy | IllegalStateException refused) {
            throw SdkClientException.create("failure injected by the simulation", refused);
        }
        return ChangeMessageVisibilityResponse.builder().build();
    }

    private SimulatedQueue queue(String name) {
        SimulatedQueue queue = queues.get(name);
        if (queue == null) {
            throw new IllegalArgumentException("there is no queue " + name);
        }
        return queue;
    }

    private static Duration delay(Integer seconds) {
        return Duration.ofSeconds(seconds == null ? 0 : seconds);
    }

    @Override
    public String serviceName() {
        return "sqs";
    }

    @Override
    public void close() {
        // Nothing to close.
    }
}
