package io.vuelta.adapters.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.erasure.ErasureId;
import io.vuelta.domain.erasure.ErasureRequests;
import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Erasures to continue, in the contacts queue; see {@link SqsBatches}. */
public final class SqsErasureRequests implements ErasureRequests {
    static final String ERASURE = "erasure";

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsErasureRequests(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public void send(ErasureId id, Duration delay) {
        // The delay is rounded up, because a message that is too early is sent again.
        int seconds = Math.toIntExact(delay.plusMillis(999).toSeconds());
        sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(write(id)).delaySeconds(seconds));
    }

    static String write(ErasureId id) {
        return SqsJson.object().put(ERASURE, id.value()).toString();
    }

    static ErasureId read(JsonNode json) {
        return new ErasureId(SqsJson.text(json, ERASURE));
    }
}
