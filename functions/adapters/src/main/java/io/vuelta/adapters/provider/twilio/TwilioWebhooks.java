package io.vuelta.adapters.provider.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.adapters.provider.http.LineSecret;
import io.vuelta.adapters.provider.http.WebhookLine;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.settle.Webhooks;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's callbacks: {@code /webhooks/twilio/<line>/status|amd|recording|fallback|connect|stream|dial|transfer?attempt=<attempt>}.
 */
public final class TwilioWebhooks implements Webhooks {
    static final String ERROR_CODE = "[1-9][0-9]{3,6}";
    static final String HANG_UP = "<Response><Hangup/></Response>";
    static final String XML = "text/xml; charset=utf-8";

    private final Lines lines;
    private final Secrets secrets;
    private final InstantSource clock;

    public TwilioWebhooks(Lines lines, Secrets secrets, InstantSource clock) {
        this.lines = lines;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public ParsedEvent read(WebhookRequest posted) {
        if (posted.path().size() != 2) {
            return new ParsedEvent.Forged("no such address");
        }
        Optional<Line> line = WebhookLine.find(posted.path(), Provider.TWILIO, lines);
        String signature = posted.headers().get("x-twilio-signature");
        if (line.isEmpty() || signature == null) {
            return new ParsedEvent.Forged(line.isEmpty() ? "no such line" : "no signature");
        }
        Map<String, List<String>> form;
        try {
            form = TwilioForm.decode(new String(posted.body(), UTF_8));
        } catch (IllegalArgumentException _) {
            return new ParsedEvent.Forged("the body is not a form, so it has no signed parameters");
        }
        if (!LineSecret.hasSigned(
                line.get(),
                secrets,
                "auth_token",
                token -> TwilioSignature.holds(token, posted.url(), form, signature))) {
            return new ParsedEvent.Forged("the signature does not match");
        }
        return genuine(posted, line.get(), form);
    }

    private ParsedEvent genuine(WebhookRequest posted, Line line, Map<String, List<String>> form) {
        Optional<AttemptId> attempt =
                Optional.ofNullable(posted.query().get("attempt")).flatMap(AttemptId::parse);
        String sid = first(form, "CallSid");
        if (attempt.isEmpty() || sid == null) {
            return new ParsedEvent.Malformed("it names no attempt, or no call");
        }
        ConnectionCallback of = new ConnectionCallback(attempt.get(), sid, form, clock.instant());
        return switch (posted.path().getLast()) {
            case "connect" -> of.ended(line, posted.url());
            case "stream" -> of.streamed();
            case "dial" -> of.dialled();
            case "transfer" -> of.transferEnded();
            case "status" -> status(attempt.get(), sid, form);
            case "amd" -> detection(attempt.get(), sid, form);
            case "fallback" -> fallback(attempt.get(), sid, form);
            case "recording" -> recording(attempt.get(), sid, form);
            default ->
                new ParsedEvent.Malformed("no such callback: " + posted.path().getLast());
        };
    }

    private ParsedEvent status(AttemptId attempt, String sid, Map<String, List<String>> form) {
        Optional<CallStatus> status =
                Optional.ofNullable(first(form, "CallStatus")).flatMap(TwilioVocabulary::status);
        if (status.isEmpty()) {
            return new ParsedEvent.Malformed("CallStatus is missing or unknown");
        }
        Instant at = TwilioVocabulary.instant(first(form, "Timestamp")).orElseGet(clock::instant);
        return new ParsedEvent.Event(
                attempt,
                new CallEvent.Reported(
                        sid,
                        status.get(),
                        TwilioVocabulary.seconds(first(form, "CallDuration")),
                        TwilioVocabulary.answeredBy(first(form, "AnsweredBy")),
                        null,
                        error(form),
                        at));
    }

    /** The error code of a failed call: the network's, or otherwise Twilio's. */
    private static @Nullable String error(Map<String, List<String>> form) {
        String canceled = TwilioVocabulary.canceled(String.valueOf(first(form, "CallStatus")));
        if (canceled != null) {
            return canceled;
        }
        String sip = first(form, "SipResponseCode");
        // 2xx is success.
        if (sip != null && sip.matches("[3-6][0-9]{2}")) {
            return TimelineCode.SIP.withDetail(sip);
        }
        String code = first(form, "ErrorCode");
        return code != null && code.matches(ERROR_CODE) ? TimelineCode.TWILIO.withDetail(code) : null;
    }

    /**
     * Handles the fallback: Twilio could not fetch the conversation from the line's URL, or the response was not TwiML,
     * so the person hears nothing.
     */
    private ParsedEvent fallback(AttemptId attempt, String sid, Map<String, List<String>> form) {
        String code = first(form, "ErrorCode");
        String error = code != null && code.matches(ERROR_CODE)
                ? TimelineCode.TWILIO.withDetail(code)
                : TimelineCode.VOICE_URL_FAILED.name();
        return new ParsedEvent.Answered(
                new ParsedEvent.Event(attempt, CallEvent.Reported.failed(sid, error, clock.instant())), XML, HANG_UP);
    }

    private ParsedEvent detection(AttemptId attempt, String sid, Map<String, List<String>> form) {
        AnsweredBy by = TwilioVocabulary.answeredBy(first(form, "AnsweredBy"));
        return by == null
                ? new ParsedEvent.Malformed("AnsweredBy is missing")
                : new ParsedEvent.Event(attempt, new CallEvent.Detected(sid, by, clock.instant()));
    }

    private ParsedEvent recording(AttemptId attempt, String sid, Map<String, List<String>> form) {
        String status = first(form, "RecordingStatus");
        if (status != null && !status.equals("completed")) {
            return new ParsedEvent.Nothing("the recording is " + status);
        }
        String url = first(form, "RecordingUrl");
        return url == null || !Conversation.isRecordingUrl(url)
                ? new ParsedEvent.Malformed("RecordingUrl is missing or not an address")
                : new ParsedEvent.Event(attempt, new CallEvent.Recorded(sid, url, clock.instant()));
    }

    static @Nullable String first(Map<String, List<String>> form, String name) {
        List<String> values = form.get(name);
        return values == null ? null : values.getFirst();
    }
}
