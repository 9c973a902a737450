package io.vuelta.adapters.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.settle.Webhooks.ParsedEvent;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.twiml.TwimlGrammar;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Twilio's callbacks about the connection between a call and its agent. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConnectionCallbacksTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final String SID = "CA1";
    private static final AttemptId ATTEMPT = AttemptId.parse(
                    "01M80S7CY6THARWDMKPXKNJRGE.0322c47fd3a3e9d436bd8de93e5c2b0a.1")
            .orElseThrow();
    private static final String URL = "https://us.example/webhooks/twilio/iph_1/connect?attempt=" + ATTEMPT;
    private static final Line LINE = Examples.lineOf(Provider.TWILIO, new LineId("iph_1"), "secret", null);

    private static ConnectionCallback of(String form) {
        return new ConnectionCallback(ATTEMPT, SID, TwilioForm.decode(form), NOW);
    }

    private static void hangsUp(ParsedEvent parsed, @Nullable String error) {
        ParsedEvent.Event event =
                error == null ? null : new ParsedEvent.Event(ATTEMPT, CallEvent.Reported.failed(SID, error, NOW));
        assertThat(parsed)
                .isEqualTo(new ParsedEvent.Answered(event, TwilioWebhooks.XML, "<Response><Hangup/></Response>"));
    }

    @ParameterizedTest
    @CsvSource({
        "SessionStatus=completed&SessionDuration=61,                  ",
        "SessionStatus=failed&ErrorCode=64102&SessionDuration=0,      TWILIO_64102",
        "SessionStatus=failed&ErrorCode=64109,                        TWILIO_64109",
        "SessionStatus=failed&ErrorCode=64105&SessionDuration=4,      TWILIO_64105",
        "SessionStatus=failed&ErrorCode=64105&SessionDuration=5,      ",
        "SessionStatus=failed&ErrorCode=&SessionDuration=0,           ",
        "SessionStatus=failed&ErrorCode=x,                            ",
        "CallStatus=in-progress,                                      ",
        "HandoffData=%7B%22transfer_to%22%3A%22112%22%7D,             ",
        "HandoffData=nonsense&ErrorCode=64102,                        TWILIO_64102",
    })
    void the_end_of_the_conversation_hangs_up_and_a_failure_at_its_start_fails_the_call(
            String form, @Nullable String error) {
        hangsUp(of(form).ended(LINE, URL), error);
    }

    @Test
    void an_agent_that_hands_over_has_the_call_forwarded_from_the_lines_number() {
        ParsedEvent parsed = of("SessionStatus=ended&SessionDuration=2&HandoffData="
                        + "%7B%22transfer_to%22%3A%22%2B525544443333%22%7D")
                .ended(LINE, URL);

        ParsedEvent.Answered answered = (ParsedEvent.Answered) parsed;
        assertThat(answered.event())
                .isEqualTo(new ParsedEvent.Event(
                        ATTEMPT, new CallEvent.Reported(SID, CallStatus.FORWARDING, null, null, NOW)));
        assertThat(TwimlGrammar.faults(answered.answer())).isEmpty();
        assertThat(answered.answer())
                .contains("callerId=\"+525588887777\"", "<Number>+525544443333</Number>")
                .contains("action=\"https://us.example/webhooks/twilio/iph_1/transfer?attempt=" + ATTEMPT);
        hangsUp(of("DialCallStatus=busy").transferEnded(), null);
    }

    @ParameterizedTest
    @CsvSource({
        "StreamEvent=stream-started,                                                        ",
        "StreamEvent=stream-stopped,                                                        ",
        "StreamEvent=stream-error&StreamError=31920+-+Stream+-+WebSocket+-+Handshake+Error, TWILIO_31920",
        "StreamEvent=stream-error&StreamError=31921+-+Stream+-+WebSocket+-+Close+Error,     ",
        "StreamEvent=stream-error&StreamError=something,                                    STREAM_ERROR",
        "StreamEvent=stream-error,                                                          STREAM_ERROR",
    })
    void a_stream_that_cannot_start_is_a_failure(String form, @Nullable String error) {
        ParsedEvent parsed = of(form).streamed();

        if (error == null) {
            assertThat(parsed).isInstanceOf(ParsedEvent.Nothing.class);
        } else {
            assertThat(parsed).isEqualTo(new ParsedEvent.Event(ATTEMPT, CallEvent.Reported.failed(SID, error, NOW)));
        }
    }

    /** The agent's SIP code is not the person's: the number does not count as out of service. */
    @ParameterizedTest
    @CsvSource({
        "DialCallStatus=completed&DialCallDuration=61,            ",
        "DialCallStatus=answered,                                 ",
        "DialCallStatus=canceled,                                 ",
        "DialCallStatus=failed&DialSipResponseCode=404,           AGENT_SIP_404",
        "DialCallStatus=busy&DialSipResponseCode=486,             AGENT_SIP_486",
        "DialCallStatus=no-answer,                                AGENT_NOT_REACHED",
        "DialCallStatus=failed&DialSipResponseCode=200,           AGENT_NOT_REACHED",
    })
    void a_sip_address_that_does_not_accept_the_call_is_a_failure(String form, @Nullable String error) {
        hangsUp(of(form).dialled(), error);
    }
}
