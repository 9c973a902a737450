package vuelta.adapters.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import vuelta.domain.attempt.AnsweredBy;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.CallEvent;
import vuelta.domain.attempt.CallStatus;
import vuelta.domain.settle.Outcomes;

/** The outcome queue: what providers tell by webhook, which is how far a call is and who answered it. */
public final class SqsOutcomes implements Outcomes {
    private final SqsClient sqs;
    private final String queueUrl;

    public SqsOutcomes(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    /** One message of the queue. */
    public record Outcome(AttemptId attempt, CallEvent event) {}

    @Override
    public void send(AttemptId attempt, CallEvent event) {
        String body = write(attempt, event);
        sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(body));
    }

    /** Throws IllegalArgumentException for an event that no provider tells. */
    static String write(AttemptId attempt, CallEvent event) {
        ObjectNode json = Json.object()
                .put("attempt", attempt.toString())
                .put("at", event.at().toString());
        switch (event) {
            case CallEvent.Reported reported -> {
                json.put("provider_id", reported.providerId())
                        .put("status", reported.status().wire());
                Duration duration = reported.duration();
                if (duration != null) {
                    json.put("duration_ms", duration.toMillis());
                }
                putAnsweredBy(json, reported.answeredBy());
            }
            case CallEvent.Detected detected -> {
                json.put("provider_id", detected.providerId());
                putAnsweredBy(json, detected.answeredBy());
            }
            case CallEvent.Accepted e -> throw notTold(e);
            case CallEvent.NotPlaced e -> throw notTold(e);
            case CallEvent.Rejected e -> throw notTold(e);
            case CallEvent.AnswerLost e -> throw notTold(e);
            case CallEvent.Undetected e -> throw notTold(e);
            case CallEvent.NotKnown e -> throw notTold(e);
        }
        return json.toString();
    }

    /** Throws IllegalArgumentException for what is none. */
    public static Outcome read(String body) {
        JsonNode json = Json.read(body);
        String id = Json.text(json, "attempt");
        AttemptId attempt =
                AttemptId.parse(id).orElseThrow(() -> new IllegalArgumentException("not an attempt id: " + id));
        String providerId = Json.text(json, "provider_id");
        Instant at = Instant.parse(Json.text(json, "at"));
        AnsweredBy by = json.has("answered_by")
                ? AnsweredBy.valueOf(Json.text(json, "answered_by").toUpperCase(Locale.ROOT))
                : null;
        if (json.has("status")) {
            CallStatus status = CallStatus.ofWire(Json.text(json, "status"))
                    .orElseThrow(() -> new IllegalArgumentException("no such call status: " + body));
            Duration duration = json.has("duration_ms")
                    ? Duration.ofMillis(json.get("duration_ms").longValue())
                    : null;
            return new Outcome(attempt, new CallEvent.Reported(providerId, status, duration, by, at));
        }
        if (by == null) {
            throw new IllegalArgumentException("the message tells neither status nor answerer");
        }
        return new Outcome(attempt, new CallEvent.Detected(providerId, by, at));
    }

    private static void putAnsweredBy(ObjectNode json, @Nullable AnsweredBy by) {
        if (by != null) {
            json.put("answered_by", by.wire());
        }
    }

    private static IllegalArgumentException notTold(CallEvent event) {
        return new IllegalArgumentException(
                "no provider tells " + event.getClass().getSimpleName());
    }
}
