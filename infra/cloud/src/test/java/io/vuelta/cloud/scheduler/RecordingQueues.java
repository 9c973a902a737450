package io.vuelta.cloud.scheduler;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Queues whose names are their URLs. They record messages, or fail on request. */
final class RecordingQueues implements SqsClient {
    private final List<SendMessageRequest> attempts = new CopyOnWriteArrayList<>();
    private final List<SendMessageRequest> delivered = new CopyOnWriteArrayList<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    @Override
    public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
        return GetQueueUrlResponse.builder().queueUrl(request.queueName()).build();
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        attempts.add(request);
        if (failing.contains(request.queueUrl())) {
            throw failure();
        }
        delivered.add(request);
        return SendMessageResponse.builder().build();
    }

    static AwsServiceException failure() {
        return SqsException.builder()
                .message("ordered to fail")
                .awsErrorDetails(AwsErrorDetails.builder().errorCode("Down").build())
                .build();
    }

    void fail(String queue) {
        failing.add(queue);
    }

    void recover() {
        failing.clear();
    }

    List<SendMessageRequest> attempts() {
        return List.copyOf(attempts);
    }

    List<SendMessageRequest> delivered() {
        return List.copyOf(delivered);
    }

    List<String> bodies() {
        return delivered.stream().map(SendMessageRequest::messageBody).toList();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
