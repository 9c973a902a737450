package io.vuelta.adapters.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.EventJson;
import io.vuelta.domain.event.Deliveries;
import io.vuelta.domain.event.Delivery;
import io.vuelta.domain.event.EndpointId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * The queue of deliveries. SQS delays a message by at most 15 minutes: if a delivery is not due yet, its receiver sends
 * it again.
 */
public final class SqsDeliveries implements Deliveries {
    private static final Duration MAX_DELAY = Duration.ofMinutes(15);

    private final SqsClient sqs;
    private final String queueUrl;
    private final InstantSource clock;

    public SqsDeliveries(SqsClient sqs, String queueUrl, InstantSource clock) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.clock = clock;
    }

    @Override
    public void send(List<Delivery> deliveries) {
        Instant now = clock.instant();
        List<SendMessageBatchRequestEntry.Builder> messages = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            messages.add(SendMessageBatchRequestEntry.builder()
                    .messageBody(write(delivery))
                    .delaySeconds(delay(delivery, now)));
        }
        MessageBatches.send(sqs, queueUrl, messages);
    }

    /** The delay in seconds, rounded up so that the delivery is never too early. */
    private static int delay(Delivery delivery, Instant now) {
        Duration wait = Duration.between(now, delivery.dueAt());
        if (wait.isNegative() || wait.isZero()) {
            return 0;
        }
        return Math.toIntExact(Math.min(wait.plusNanos(999_999_999).toSeconds(), MAX_DELAY.toSeconds()));
    }

    /** Writes a delivery: {@code {"endpoint", "attempt", "due_at", "event"}}; the event is a text with JSON. */
    static String write(Delivery delivery) {
        return SqsJson.body(SqsJson.object()
                .put("endpoint", delivery.endpoint().value())
                .put("attempt", delivery.attempt())
                .put("due_at", delivery.dueAt().toString())
                .put("event", EventJson.write(delivery.event())));
    }

    /** Reads a delivery. Throws IllegalArgumentException if the body is not a delivery. */
    public static Delivery read(String body) {
        JsonNode json = SqsJson.read(body);
        return new Delivery(
                EventJson.read(SqsJson.text(json, "event")),
                new EndpointId(SqsJson.text(json, "endpoint")),
                json.path("attempt").asInt(),
                Instant.parse(SqsJson.text(json, "due_at")));
    }
}
