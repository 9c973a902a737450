package io.vuelta.handlers.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.adapters.provider.twilio.TwilioWebhooks;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.settle.Webhooks.ParsedEvent;
import io.vuelta.domain.settle.Webhooks.WebhookRequest;
import io.vuelta.testkit.Hmac;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryStore;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The meaning of Twilio's callbacks with a valid signature. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TwilioCallbacksTest {
    private static final Instant NOW = Examples.MONDAY;
    private static final String TOKEN = "the-auth-token";
    private static final String SID = "CA" + "0123456789abcdef".repeat(2);
    private static final AttemptId ATTEMPT = AttemptId.parse(
                    "01M80S7CY6THARWDMKPXKNJRGE.0322c47fd3a3e9d436bd8de93e5c2b0a.1")
            .orElseThrow();

    private final InMemoryStore store = new InMemoryStore();
    private final TwilioWebhooks webhooks =
            new TwilioWebhooks(store.lines(), _ -> Map.of("auth_token", TOKEN), InstantSource.fixed(NOW));

    TwilioCallbacksTest() {
        store.lines().put(Examples.line(new LineId("iph_1")));
    }

    @ParameterizedTest
    @CsvSource({
        "queued,      QUEUED",
        "initiated,   QUEUED",
        "ringing,     RINGING",
        "in-progress, IN_PROGRESS",
        "completed,   ENDED",
        "busy,        BUSY",
        "no-answer,   NO_ANSWER",
        "failed,      FAILED",
    })
    void every_twilio_status_has_its_call_status(String value, CallStatus status) {
        assertThat(read("status", "CallSid=" + SID + "&CallStatus=" + value))
                .isEqualTo(new ParsedEvent.Event(ATTEMPT, new CallEvent.Reported(SID, status, null, null, NOW)));
    }

    @ParameterizedTest
    @CsvSource({
        "failed&SipResponseCode=404,                   FAILED,    SIP_404",
        "failed&SipResponseCode=503,                   FAILED,    SIP_503",
        "failed&SipResponseCode=404&ErrorCode=13224,   FAILED,    SIP_404",
        "failed&ErrorCode=13224,                       FAILED,    TWILIO_13224",
        "failed&SipResponseCode=&ErrorCode=,           FAILED,    ",
        "failed&SipResponseCode=200,                   FAILED,    ",
        "failed&SipResponseCode=x&ErrorCode=y,         FAILED,    ",
        "busy&SipResponseCode=486,                     BUSY,      SIP_486",
        "no-answer&SipResponseCode=480,                NO_ANSWER, SIP_480",
        "canceled&SipResponseCode=487,                 FAILED,    CANCELED",
        "canceled,                                     FAILED,    CANCELED",
    })
    void the_error_of_the_telephone_network_is_kept(String value, CallStatus status, @Nullable String error) {
        assertThat(read("status", "CallSid=" + SID + "&CallStatus=" + value))
                .isEqualTo(new ParsedEvent.Event(
                        ATTEMPT, new CallEvent.Reported(SID, status, null, null, null, error, NOW)));
    }

    @ParameterizedTest
    @CsvSource({
        "&ErrorCode=11200&ErrorUrl=https%3A%2F%2Fagent.example, TWILIO_11200",
        "&ErrorCode=12100, TWILIO_12100",
        "&ErrorCode=, VOICE_URL_FAILED",
        "'', VOICE_URL_FAILED"
    })
    void a_conversation_that_cannot_start_is_a_failure_and_the_call_is_hung_up(String more, String error) {
        assertThat(read("fallback", "CallSid=" + SID + "&CallStatus=in-progress" + more))
                .isEqualTo(new ParsedEvent.Answered(
                        new ParsedEvent.Event(ATTEMPT, CallEvent.Reported.failed(SID, error, NOW)),
                        "text/xml; charset=utf-8",
                        "<Response><Hangup/></Response>"));
    }

    @ParameterizedTest
    @CsvSource({
        "human,               HUMAN",
        "machine_start,       MACHINE",
        "machine_end_beep,    MACHINE",
        "machine_end_silence, MACHINE",
        "machine_end_other,   MACHINE",
        "fax,                 MACHINE",
        "unknown,             UNKNOWN",
        "something_new,       UNKNOWN",
    })
    void every_answered_by_value_is_read_alone_and_with_the_end(String value, AnsweredBy by) {
        assertThat(read("amd", "CallSid=" + SID + "&AnsweredBy=" + value))
                .isEqualTo(new ParsedEvent.Event(ATTEMPT, new CallEvent.Detected(SID, by, NOW)));
        assertThat(read(
                        "status",
                        "CallSid=" + SID + "&CallStatus=completed&CallDuration=61&AnsweredBy=" + value
                                + "&Timestamp=Mon%2C+02+Mar+2026+14%3A59%3A59+%2B0000"))
                .isEqualTo(new ParsedEvent.Event(
                        ATTEMPT,
                        new CallEvent.Reported(
                                SID,
                                CallStatus.ENDED,
                                Duration.ofSeconds(61),
                                by,
                                Instant.parse("2026-03-02T14:59:59Z"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"&RecordingStatus=completed", ""})
    void a_complete_recording_has_its_address(String status) {
        assertThat(read("recording", "CallSid=" + SID + "&RecordingUrl=https%3A%2F%2Fr.example%2FRE1" + status))
                .isEqualTo(new ParsedEvent.Event(ATTEMPT, new CallEvent.Recorded(SID, "https://r.example/RE1", NOW)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"in-progress", "absent", "failed"})
    void an_incomplete_recording_is_ignored(String status) {
        assertThat(read("recording", "CallSid=" + SID + "&RecordingStatus=" + status))
                .isInstanceOf(ParsedEvent.Nothing.class);
    }

    @ParameterizedTest
    @CsvSource({
        "status,    CallSid=CA1",
        "status,    CallSid=CA1&CallStatus=",
        "status,    CallSid=CA1&CallStatus=dancing",
        "status,    CallStatus=completed",
        "amd,       CallSid=CA1",
        "amd,       CallSid=CA1&AnsweredBy=",
        "recording, CallSid=CA1&RecordingStatus=completed",
        "recording, CallSid=CA1&RecordingStatus=completed&RecordingUrl=nowhere",
        "recording, RecordingStatus=completed&RecordingUrl=https%3A%2F%2Fr.example%2FRE1",
        "other,     CallSid=CA1&CallStatus=completed",
    })
    void a_genuine_request_in_an_unknown_form_is_malformed(String callback, String form) {
        assertThat(read(callback, form)).isInstanceOf(ParsedEvent.Malformed.class);
    }

    @Test
    void an_api_key_secret_does_not_verify_signatures() {
        TwilioWebhooks keyed = new TwilioWebhooks(
                store.lines(),
                _ -> Map.of("account_sid", "AC1", "api_key_sid", "SK1", "api_key_secret", TOKEN),
                InstantSource.fixed(NOW));

        assertThat(keyed.read(posted("status", "CallSid=" + SID + "&CallStatus=busy")))
                .isInstanceOf(ParsedEvent.Forged.class);
    }

    /** During the replacement of a token, both sign. */
    @Test
    void a_second_token_of_the_secret_is_accepted_too() {
        for (Map<String, String> secret : List.of(
                Map.of("auth_token", "new", "auth_token_2", TOKEN),
                Map.of("auth_token", TOKEN, "auth_token_2", "new"))) {
            TwilioWebhooks rotating = new TwilioWebhooks(store.lines(), _ -> secret, InstantSource.fixed(NOW));

            assertThat(rotating.read(posted("status", "CallSid=" + SID + "&CallStatus=busy")))
                    .isInstanceOf(ParsedEvent.Event.class);
        }
    }

    @Test
    void a_secret_that_was_replaced_is_read_again_when_a_signature_does_not_fit() {
        Secrets replaced = new Secrets() {
            @Override
            public Map<String, String> find(String name) {
                return Map.of("auth_token", "old");
            }

            @Override
            public Map<String, String> findAgain(String name) {
                return Map.of("auth_token", TOKEN);
            }
        };
        TwilioWebhooks cached = new TwilioWebhooks(store.lines(), replaced, InstantSource.fixed(NOW));

        assertThat(cached.read(posted("status", "CallSid=" + SID + "&CallStatus=busy")))
                .isInstanceOf(ParsedEvent.Event.class);
    }

    private ParsedEvent read(String callback, String form) {
        return webhooks.read(posted(callback, form));
    }

    private static WebhookRequest posted(String callback, String form) {
        String url = "https://calls.example.com/webhooks/twilio/iph_1/" + callback + "?attempt=" + ATTEMPT;
        return new WebhookRequest(
                url,
                List.of("iph_1", callback),
                Map.of("attempt", ATTEMPT.toString()),
                Map.of("x-twilio-signature", signature(url, form)),
                form.getBytes(UTF_8));
    }

    private static String signature(String url, String form) {
        Map<String, String> fields = new HashMap<>();
        for (String field : form.split("&", -1)) {
            List<String> sides = List.of(field.split("=", 2));
            fields.put(sides.getFirst(), URLDecoder.decode(sides.getLast(), UTF_8));
        }
        return Hmac.ofTwilio(TOKEN, url, fields);
    }
}
