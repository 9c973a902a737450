package io.vuelta.domain.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AttemptRules.Step;
import io.vuelta.domain.attempt.AttemptRules.Why;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.line.LineId;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AttemptRulesTest {
    private static final Instant T = Examples.MONDAY;
    private static final CallEvent.Accepted ACCEPTED = new CallEvent.Accepted("CA1", T.plusSeconds(1));
    private static final CallEvent.AnswerLost LOST = new CallEvent.AnswerLost("TIME_OUT", T.plusSeconds(1));
    private static final CallEvent.NotKnown NOT_KNOWN = new CallEvent.NotKnown(T.plusSeconds(90));
    private static final CallEvent.NotPlaced NOT_PLACED =
            new CallEvent.NotPlaced("TOO_FAST", T.plusSeconds(9), T.plusSeconds(1));

    private static Call created(boolean detects) {
        AttemptId id = new AttemptId(Examples.contact(new CampaignId("c1"), 1).id(), 1);
        return Call.created(
                id, new LineId("line"), Examples.number(1), "Ana", detects, "invocation", new Place(1, 0), T);
    }

    private static CallEvent reported(CallStatus status, @Nullable AnsweredBy by) {
        Duration duration = status == CallStatus.ENDED ? Duration.ofSeconds(30) : null;
        return new CallEvent.Reported("CA1", status, duration, by, T.plusSeconds(status.isOver() ? 50 : 10));
    }

    private static CallEvent reported(CallStatus status) {
        return reported(status, null);
    }

    private static Call after(Call attempt, CallEvent... events) {
        Call now = attempt;
        for (CallEvent event : events) {
            if (AttemptRules.apply(now, event) instanceof Step.MoveTo move) {
                now = (Call) move.next();
            }
        }
        return now;
    }

    private static Call after(CallEvent... events) {
        return after(created(true), events);
    }

    static Stream<Arguments> outcomes() {
        Duration talked = Duration.ofSeconds(30);
        return Stream.of(
                Arguments.of(reported(CallStatus.ENDED, AnsweredBy.HUMAN), new Outcome.Answered(talked)),
                Arguments.of(reported(CallStatus.ENDED, AnsweredBy.UNKNOWN), new Outcome.Answered(talked)),
                Arguments.of(
                        reported(CallStatus.ENDED, AnsweredBy.MACHINE), new Outcome.Voicemail(Duration.ofSeconds(5))),
                Arguments.of(reported(CallStatus.BUSY), new Outcome.Unreached("BUSY", Duration.ZERO)),
                Arguments.of(reported(CallStatus.NO_ANSWER), new Outcome.Unreached("NO_ANSWER", Duration.ZERO)),
                Arguments.of(reported(CallStatus.FAILED), new Outcome.TechnicalFailure("CALL_FAILED")),
                Arguments.of(new CallEvent.Rejected("BAD", T), new Outcome.TechnicalFailure("BAD")),
                Arguments.of(NOT_KNOWN, new Outcome.TechnicalFailure("NOT_KNOWN_TO_PROVIDER")),
                Arguments.of(NOT_PLACED, new Outcome.NotPlaced("TOO_FAST", T.plusSeconds(9))));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void every_end_has_its_outcome(CallEvent end, Outcome outcome) {
        assertThat(after(end).outcome()).contains(outcome);
    }

    @ParameterizedTest
    @EnumSource(
            value = CallStatus.class,
            names = {"QUEUED", "RINGING", "IN_PROGRESS", "FORWARDING"})
    void a_call_under_way_has_no_outcome(CallStatus status) {
        assertThat(after(reported(status)).status()).isEqualTo(status);
        assertThat(after(reported(status)).outcome()).isEmpty();
    }

    @Test
    void an_end_has_no_outcome_until_it_is_known_who_answered() {
        Call ended = after(reported(CallStatus.ENDED));
        assertThat(ended.outcome()).isEmpty();

        CallEvent detected = new CallEvent.Detected("CA1", AnsweredBy.MACHINE, T);
        assertThat(after(ended, detected).outcome()).contains(new Outcome.Voicemail(Duration.ofSeconds(5)));
        assertThat(after(ended, new CallEvent.Undetected(T)).outcome())
                .contains(new Outcome.Answered(Duration.ofSeconds(30)));
    }

    @Test
    void a_call_without_answering_machine_detection_was_answered_by_unknown() {
        assertThat(after(created(false), reported(CallStatus.ENDED)).state().answeredBy())
                .isEqualTo(AnsweredBy.UNKNOWN);
    }

    @Test
    void a_call_with_a_lost_answer_is_unknown_until_an_event_names_it() {
        Call unknown = after(LOST);
        assertThat(unknown.status()).isEqualTo(CallStatus.UNKNOWN);
        assertThat(unknown.outcome()).isEmpty();

        Call adopted = after(unknown, reported(CallStatus.RINGING));
        assertThat(adopted.status()).isEqualTo(CallStatus.RINGING);
        assertThat(adopted.state().providerId()).isEqualTo("CA1");
        assertThat(adopted.state().error()).isNull();
    }

    @Test
    void a_call_with_a_provider_id_was_placed_despite_any_later_event() {
        for (CallEvent late : List.of(LOST, NOT_PLACED, new CallEvent.Rejected("BAD", T), NOT_KNOWN)) {
            assertThat(AttemptRules.apply(after(ACCEPTED), late)).isInstanceOf(Step.Ignore.class);
        }
    }

    @Test
    void an_event_of_another_call_changes_nothing() {
        CallEvent foreign = new CallEvent.Reported("CA2", CallStatus.BUSY, null, null, T);

        assertThat(AttemptRules.apply(after(ACCEPTED), foreign)).isEqualTo(new Step.Ignore(Why.ANOTHER));
    }

    @Test
    void an_end_stays_despite_every_later_report() {
        Call busy = after(reported(CallStatus.BUSY));
        for (CallStatus status : List.of(CallStatus.RINGING, CallStatus.ENDED, CallStatus.FAILED)) {
            assertThat(after(busy, reported(status)).status()).isEqualTo(CallStatus.BUSY);
        }
    }

    @ParameterizedTest
    @CsvSource({"4,4", "5,5", "6,5"})
    void a_call_answered_by_a_machine_is_billed_five_seconds_at_most(int seconds, int billed) {
        CallEvent ended = new CallEvent.Reported(
                "CA1", CallStatus.ENDED, Duration.ofSeconds(seconds), AnsweredBy.MACHINE, T.plusSeconds(60));

        assertThat(after(ended).state().billed()).isEqualTo(Duration.ofSeconds(billed));
    }

    /** The first report counts, at any time and for any number of reports. */
    @Test
    void a_recording_stays_with_its_call_in_any_order_of_events() {
        CallEvent end = recorded(CallStatus.ENDED, "https://r.example/1");
        CallEvent again = recorded(CallStatus.ENDED, "https://r.example/2");
        CallEvent answered = reported(CallStatus.IN_PROGRESS, AnsweredBy.HUMAN);

        for (Call call : List.of(
                after(answered, end),
                after(end, answered),
                after(reported(CallStatus.ENDED, AnsweredBy.HUMAN), end),
                after(end, again, end))) {
            assertThat(call.recordingUrl()).isEqualTo("https://r.example/1");
            assertThat(call.status()).isEqualTo(CallStatus.ENDED);
        }
    }

    @Test
    void a_recording_reported_alone_stays_with_its_call_and_does_not_end_it() {
        CallEvent recording = new CallEvent.Recorded("CA1", "https://r.example/1", T.plusSeconds(60));
        CallEvent ended = reported(CallStatus.ENDED, AnsweredBy.HUMAN);

        assertThat(after(recording).status()).isEqualTo(CallStatus.QUEUED);
        assertThat(after(recording).outcome()).isEmpty();
        for (Call call :
                List.of(after(recording, ended), after(ended, recording), after(ended, recording, recording))) {
            assertThat(call.recordingUrl()).isEqualTo("https://r.example/1");
            assertThat(call.state().duration()).isEqualTo(Duration.ofSeconds(30));
            assertThat(call.eventTimes()).containsEntry("RECORDED", T.plusSeconds(60));
        }
    }

    @Test
    void a_recording_of_another_call_is_ignored() {
        CallEvent foreign = new CallEvent.Recorded("CA2", "https://r.example/2", T);

        assertThat(AttemptRules.apply(after(ACCEPTED), foreign)).isEqualTo(new Step.Ignore(Why.ANOTHER));
    }

    private static CallEvent recorded(CallStatus status, String url) {
        return new CallEvent.Reported(
                "CA1", status, Duration.ofSeconds(30), AnsweredBy.HUMAN, url, null, T.plusSeconds(50));
    }
}
