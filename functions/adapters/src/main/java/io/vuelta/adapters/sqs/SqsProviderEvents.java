package io.vuelta.adapters.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.settle.ProviderEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * The outcome queue: the events that providers report by webhook. An event is the status of a call, the detection of
 * who answered it, the status of a message, the reason of a refusal, or a person's request for no more messages.
 *
 * <p>A message of the queue is a JSON object with the fields {@code attempt}, {@code line}, {@code at} and {@code told},
 * which is the kind of the event, and the fields of that kind.
 */
public final class SqsProviderEvents implements ProviderEvents {
    private static final String CALL = "call";
    private static final String RECORDED = "recorded";
    private static final String DETECTED = "detected";
    private static final String MESSAGE = "message";
    private static final String REFUSED = "refused";
    private static final String STOPPED = "stopped";

    private static final String TECHNICAL = "technical";
    private static final String PERSON = "person";
    private static final String ROW = "row";
    private static final String NOT_ASKED = "not_asked";
    private static final String OPTED_OUT = "opted_out";
    private static final String ACCOUNT = "account";
    private static final String TEMPLATE = "template";

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsProviderEvents(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public void send(ProviderEvent outcome) {
        String body = write(outcome);
        sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(body));
    }

    @Override
    public void sendAll(List<ProviderEvent> outcomes) {
        List<SendMessageBatchRequestEntry.Builder> messages = new ArrayList<>();
        outcomes.forEach(
                outcome -> messages.add(SendMessageBatchRequestEntry.builder().messageBody(write(outcome))));
        MessageBatches.send(sqs, queueUrl, messages);
    }

    /** Writes an event. Throws IllegalArgumentException for an event that no provider reports. */
    static String write(ProviderEvent outcome) {
        AttemptEvent event = outcome.event();
        ObjectNode json = SqsJson.object().put("attempt", outcome.attempt().toString());
        LineId line = outcome.line();
        if (line != null) {
            json.put("line", line.value());
        }
        put(json, event);
        return SqsJson.body(json);
    }

    /** Writes an event. Throws IllegalArgumentException for an event that no provider reports. */
    static void put(ObjectNode json, AttemptEvent event) {
        json.put("at", event.at().toString());
        switch (event) {
            case CallEvent ofCall -> put(json, ofCall);
            case MessageEvent ofMessage -> put(json, ofMessage);
        }
    }

    private static void put(ObjectNode json, CallEvent event) {
        switch (event) {
            case CallEvent.Reported reported -> {
                json.put("told", CALL)
                        .put("provider_id", reported.providerId())
                        .put("status", reported.status().wire());
                Duration duration = reported.duration();
                if (duration != null) {
                    json.put("duration_ms", duration.toMillis());
                }
                AnsweredBy by = reported.answeredBy();
                if (by != null) {
                    json.put("answered_by", by.wire());
                }
                if (reported.recordingUrl() != null) {
                    json.put("recording_url", reported.recordingUrl());
                }
                if (reported.error() != null) {
                    json.put("error", reported.error());
                }
            }
            case CallEvent.Recorded recorded ->
                json.put("told", RECORDED)
                        .put("provider_id", recorded.providerId())
                        .put("recording_url", recorded.url());
            case CallEvent.Detected detected ->
                json.put("told", DETECTED)
                        .put("provider_id", detected.providerId())
                        .put("answered_by", detected.answeredBy().wire());
            case CallEvent.Accepted e -> throw notReported(e);
            case CallEvent.NotPlaced e -> throw notReported(e);
            case CallEvent.Rejected e -> throw notReported(e);
            case CallEvent.AnswerLost e -> throw notReported(e);
            case CallEvent.Undetected e -> throw notReported(e);
            case CallEvent.NotKnown e -> throw notReported(e);
            case CallEvent.NotLookedUp e -> throw notReported(e);
            case CallEvent.NeverLookedUp e -> throw notReported(e);
            case CallEvent.MessageLeft e -> throw notReported(e);
        }
    }

    private static void put(ObjectNode json, MessageEvent event) {
        switch (event) {
            case MessageEvent.Reported reported -> {
                json.put("told", MESSAGE)
                        .put("provider_id", reported.providerId())
                        .put("status", reported.status().wire());
                if (reported.user() != null) {
                    json.put("user", reported.user().value());
                }
                if (reported.written()) {
                    json.put("written", true);
                }
            }
            case MessageEvent.Refused refused -> {
                json.put("told", REFUSED).put("reason", refused.reason());
                put(json, refused.fault());
            }
            case MessageEvent.Stopped stopped ->
                json.put("told", STOPPED)
                        .put("provider_id", stopped.providerId())
                        .put("word", stopped.word());
            case MessageEvent.Taken e -> throw notReported(e);
            case MessageEvent.NotSent e -> throw notReported(e);
            case MessageEvent.AnswerLost e -> throw notReported(e);
            case MessageEvent.NeverReported e -> throw notReported(e);
        }
    }

    private static void put(ObjectNode json, ProviderTrouble.Refusal fault) {
        switch (fault) {
            case ProviderTrouble.Technical _ -> json.put("fault", TECHNICAL);
            case ProviderTrouble.Person person ->
                json.put("fault", PERSON).put("at_least", person.atLeast().toString());
            case ProviderTrouble.Row _ -> json.put("fault", ROW);
            case ProviderTrouble.NotAsked _ -> json.put("fault", NOT_ASKED);
            case ProviderTrouble.OptedOut _ -> json.put("fault", OPTED_OUT);
            case ProviderTrouble.AccountUnusable _ -> json.put("fault", ACCOUNT);
            case ProviderTrouble.TemplateUnusable _ -> json.put("fault", TEMPLATE);
        }
    }

    private static IllegalArgumentException notReported(AttemptEvent event) {
        return new IllegalArgumentException("not an event of a message: " + event);
    }

    /** Reads an event. Throws IllegalArgumentException if the body is not an event. */
    public static ProviderEvent read(String body) {
        JsonNode json = SqsJson.read(body);
        String id = SqsJson.text(json, "attempt");
        AttemptId attempt =
                AttemptId.parse(id).orElseThrow(() -> new IllegalArgumentException("not an attempt id: " + id));
        AttemptEvent event = event(json);
        return new ProviderEvent(json.has("line") ? new LineId(SqsJson.text(json, "line")) : null, attempt, event);
    }

    /** The event of a message that {@link #put} has written. Throws IllegalArgumentException for anything else. */
    static AttemptEvent event(JsonNode json) {
        Instant at = Instant.parse(SqsJson.text(json, "at"));
        return switch (SqsJson.text(json, "told")) {
            case CALL -> call(json, at);
            case RECORDED ->
                new CallEvent.Recorded(SqsJson.text(json, "provider_id"), SqsJson.text(json, "recording_url"), at);
            case DETECTED ->
                new CallEvent.Detected(
                        SqsJson.text(json, "provider_id"), answeredBy(SqsJson.text(json, "answered_by")), at);
            case MESSAGE -> message(json, at);
            case REFUSED -> new MessageEvent.Refused(SqsJson.text(json, "reason"), fault(json), at);
            case STOPPED -> new MessageEvent.Stopped(SqsJson.text(json, "provider_id"), SqsJson.text(json, "word"), at);
            default -> throw new IllegalArgumentException("not an event of a provider: " + json);
        };
    }

    private static CallEvent call(JsonNode json, Instant at) {
        String wire = SqsJson.text(json, "status");
        CallStatus status =
                CallStatus.ofWire(wire).orElseThrow(() -> new IllegalArgumentException("no such call status: " + wire));
        @Nullable
        Duration duration = json.has("duration_ms")
                ? Duration.ofMillis(json.get("duration_ms").longValue())
                : null;
        @Nullable AnsweredBy by = json.has("answered_by") ? answeredBy(SqsJson.text(json, "answered_by")) : null;
        @Nullable String recording = json.has("recording_url") ? SqsJson.text(json, "recording_url") : null;
        @Nullable String error = json.has("error") ? SqsJson.text(json, "error") : null;
        return new CallEvent.Reported(SqsJson.text(json, "provider_id"), status, duration, by, recording, error, at);
    }

    private static AnsweredBy answeredBy(String wire) {
        return AnsweredBy.valueOf(wire.toUpperCase(Locale.ROOT));
    }

    private static MessageEvent message(JsonNode json, Instant at) {
        String wire = SqsJson.text(json, "status");
        MessageStatus status = MessageStatus.ofWire(wire)
                .orElseThrow(() -> new IllegalArgumentException("no such message status: " + wire));
        @Nullable UserId user = json.has("user") ? new UserId(SqsJson.text(json, "user")) : null;
        boolean written = json.path("written").asBoolean();
        return new MessageEvent.Reported(SqsJson.text(json, "provider_id"), status, at, user, written);
    }

    private static ProviderTrouble.Refusal fault(JsonNode json) {
        return switch (SqsJson.text(json, "fault")) {
            case TECHNICAL -> new ProviderTrouble.Technical();
            case PERSON -> new ProviderTrouble.Person(Duration.parse(SqsJson.text(json, "at_least")));
            case ROW -> new ProviderTrouble.Row();
            case NOT_ASKED -> new ProviderTrouble.NotAsked();
            case OPTED_OUT -> new ProviderTrouble.OptedOut();
            case ACCOUNT -> new ProviderTrouble.AccountUnusable();
            case TEMPLATE -> new ProviderTrouble.TemplateUnusable();
            default -> throw new IllegalArgumentException("no such fault: " + json.get("fault"));
        };
    }
}
