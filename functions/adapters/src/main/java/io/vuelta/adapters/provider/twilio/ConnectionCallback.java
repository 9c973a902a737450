package io.vuelta.adapters.provider.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.settle.Webhooks.ParsedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's report on the connection between a call and its agent. A connection that fails is a failure of the call,
 * unless it lasted for some seconds: then there was a conversation, and the person must not be called again.
 */
record ConnectionCallback(AttemptId attempt, String sid, Map<String, List<String>> form, Instant now) {
    /** Minimum duration of a conversation, in seconds. */
    private static final int CONVERSATION_SECONDS = 5;

    /** Twilio's error if the agent closed its WebSocket against the protocol; the stream had begun before. */
    private static final String CLOSED_BADLY = "31921";

    private static final Pattern STREAM_CODE = Pattern.compile("\\b3[0-9]{4}\\b");
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /** The connection to the agent has ended, and Twilio requests instructions for the call. */
    ParsedEvent ended(Line line, String url) {
        Optional<String> transferTo = handoff().filter(to -> E164.matcher(to).matches());
        if (transferTo.isPresent()) {
            String twiml = AnswerTwiml.transfer(
                    transferTo.get(), line.number().e164(), url.replaceFirst("/connect\\?", "/transfer?"));
            return new ParsedEvent.Answered(
                    event(new CallEvent.Reported(sid, CallStatus.FORWARDING, null, null, now)),
                    TwilioWebhooks.XML,
                    twiml);
        }
        String code = text("ErrorCode");
        boolean failed = code.matches(TwilioWebhooks.ERROR_CODE) && seconds() < CONVERSATION_SECONDS;
        return hangUp(failed ? TimelineCode.TWILIO.withDetail(code) : null);
    }

    /** The number to which the agent requests a transfer, by {@code {"transfer_to": "+525555551234"}}. */
    private Optional<String> handoff() {
        return JsonBody.object(text("HandoffData").getBytes(UTF_8))
                .flatMap(json -> JsonBody.text(json, "/transfer_to"));
    }

    private long seconds() {
        String duration = text("SessionDuration");
        return duration.matches("[0-9]{1,6}") ? Long.parseLong(duration) : 0;
    }

    /** The status of the audio stream to the agent. */
    ParsedEvent streamed() {
        if (!text("StreamEvent").equals("stream-error")) {
            return new ParsedEvent.Nothing("the stream is working");
        }
        Matcher code = STREAM_CODE.matcher(text("StreamError"));
        String found = code.find() ? code.group() : "";
        return found.equals(CLOSED_BADLY)
                ? new ParsedEvent.Nothing("the agent closed its WebSocket with an error")
                : event(CallEvent.Reported.failed(
                        sid,
                        found.isEmpty() ? TimelineCode.STREAM_ERROR.name() : TimelineCode.TWILIO.withDetail(found),
                        now));
    }

    /** The call to the agent's SIP address has ended. */
    ParsedEvent dialled() {
        String sip = text("DialSipResponseCode");
        return switch (text("DialCallStatus")) {
            case "busy", "no-answer", "failed" ->
                hangUp(
                        sip.matches("[3-6][0-9]{2}")
                                ? TimelineCode.AGENT_SIP.withDetail(sip)
                                : TimelineCode.AGENT_NOT_REACHED.name());
            default -> hangUp(null);
        };
    }

    /** The conversation with the person to whom the agent transferred the call has ended. */
    ParsedEvent transferEnded() {
        return hangUp(null);
    }

    private ParsedEvent hangUp(@Nullable String error) {
        return new ParsedEvent.Answered(
                error == null ? null : event(CallEvent.Reported.failed(sid, error, now)),
                TwilioWebhooks.XML,
                TwilioWebhooks.HANG_UP);
    }

    private ParsedEvent.Event event(CallEvent event) {
        return new ParsedEvent.Event(attempt, event);
    }

    /** The value of a form field; empty if it is missing. */
    private String text(String name) {
        String value = TwilioWebhooks.first(form, name);
        return value == null ? "" : value;
    }
}
