package io.vuelta.domain.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AttemptRules.Step;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.line.LineId;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The meaning of the code of a call that was not connected. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CallErrorTest {
    private static final Instant T = Examples.MONDAY;

    private static Call after(CallEvent event) {
        AttemptId id = new AttemptId(Examples.contact(new CampaignId("c1"), 1).id(), 1);
        Call created =
                Call.created(id, new LineId("line"), Examples.number(1), "Ana", true, "mark", new Place(1, 0), T);
        return (Call) ((Step.MoveTo) AttemptRules.apply(created, event)).next();
    }

    private static Outcome outcome(CallEvent event) {
        return after(event).outcome().orElseThrow();
    }

    private static CallEvent failed(String error) {
        return CallEvent.Reported.failed("CA1", error, T);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIP_404", "SIP_410", "SIP_484", "SIP_604", "TWILIO_13224", "AGENT_NUMBER_NOT_IN_SERVICE"})
    void a_number_not_in_service_is_a_final_refusal_and_no_technical_failure(String error) {
        assertThat(outcome(failed(error))).isEqualTo(new Outcome.Refused(error));
        assertThat(outcome(failed(error)).isTechnical()).isFalse();
        assertThat(after(failed(error)).state().error()).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TWILIO_13223",
                "TWILIO_13224",
                "TWILIO_13225",
                "TWILIO_13226",
                "TWILIO_21201",
                "TWILIO_21202",
                "TWILIO_21211",
                "TWILIO_21214",
                "TWILIO_21216",
                "TWILIO_21217",
                "TWILIO_21266"
            })
    void a_number_that_the_provider_never_dials_is_a_final_refusal(String code) {
        assertThat(outcome(new CallEvent.Rejected(code, T))).isEqualTo(new Outcome.Refused(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SIP_408", "SIP_480", "SIP_500", "SIP_502", "SIP_503", "SIP_504", "SIP_400", "TWILIO_11200"})
    void every_other_error_is_a_technical_failure(String error) {
        assertThat(outcome(failed(error))).isEqualTo(new Outcome.TechnicalFailure(error));
        assertThat(outcome(new CallEvent.Rejected("TWILIO_29999", T)))
                .isEqualTo(new Outcome.TechnicalFailure("TWILIO_29999"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIP_603", "SIP_607", "SIP_608"})
    void a_declined_call_is_retried_like_a_busy_one(String error) {
        assertThat(outcome(failed(error))).isEqualTo(new Outcome.Unreached(error, Duration.ZERO));
    }

    @Test
    void a_canceled_call_counts_as_not_placed() {
        assertThat(outcome(failed(Call.CANCELED))).isEqualTo(new Outcome.NotPlaced(Call.CANCELED, T));
        assertThat(after(failed(Call.CANCELED)).notPlaced()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"BUSY, SIP_486, SIP_486", "NO_ANSWER, SIP_487, SIP_487", "ENDED, SIP_200, "})
    void the_code_of_a_busy_or_unanswered_call_is_kept_and_changes_nothing(
            CallStatus status, String reported, String kept) {
        Call call = after(new CallEvent.Reported("CA1", status, Duration.ZERO, AnsweredBy.HUMAN, null, reported, T));

        assertThat(call.state().error()).isEqualTo(kept);
        assertThat(call.outcome().orElseThrow().isTechnical()).isFalse();
    }

    @Test
    void a_failed_call_without_a_code_has_its_own_error() {
        assertThat(after(new CallEvent.Reported("CA1", CallStatus.FAILED, null, null, T))
                        .state()
                        .error())
                .isEqualTo("CALL_FAILED");
    }
}
