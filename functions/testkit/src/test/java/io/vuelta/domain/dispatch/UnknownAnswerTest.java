package io.vuelta.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.testkit.examples.Examples;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UnknownAnswerTest {
    private static final Instant T = Examples.MONDAY;

    @Test
    void only_events_that_leave_open_whether_the_attempt_was_placed_are_unknown() {
        Map<AttemptEvent, Boolean> table = Map.ofEntries(
                Map.entry(new CallEvent.AnswerLost("HTTP_503", T), true),
                Map.entry(new MessageEvent.AnswerLost("WHATSAPP_2", T), true),
                Map.entry(new MessageEvent.AnswerLost("TIMEOUT", T), true),
                Map.entry(new MessageEvent.AnswerLost("HELD_FOR_QUALITY_ASSESSMENT", T), false),
                Map.entry(new MessageEvent.AnswerLost("PAUSED", T), false),
                Map.entry(new CallEvent.Accepted("CA1", T), false),
                Map.entry(new MessageEvent.Taken("wamid.1", T), false),
                Map.entry(new CallEvent.NotPlaced("PROVIDER_UNREACHABLE", T, T), false),
                Map.entry(new MessageEvent.NotSent("WHATSAPP_4", T, T), false),
                Map.entry(new CallEvent.Rejected("TWILIO_21211", T), false));

        table.forEach((event, unknown) ->
                assertThat(UnknownAnswer.is(event)).as("%s", event).isEqualTo(unknown));
    }
}
