package io.vuelta.testkit.contracts;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.settle.ProviderEvents;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of the transport of the providers' events. */
public abstract class OutcomesContract extends DeliveryContract<ProviderEvents.ProviderEvent> {
    private static final LineId LINE = new LineId("iph_1");
    private static final Instant AT = Examples.MONDAY.plusNanos(123_456_789);

    /** The port under test. */
    protected abstract ProviderEvents outcomes();

    private AttemptId attempt(int n) {
        return new AttemptId(ContactId.of(new CampaignId(fresh), Examples.number(n)), n + 1);
    }

    static Stream<AttemptEvent> everyKind() {
        List<AttemptEvent> events = new ArrayList<>();
        for (CallStatus status : CallStatus.values()) {
            events.add(new CallEvent.Reported("CA-" + status, status, null, null, AT));
        }
        for (AnsweredBy by : AnsweredBy.values()) {
            events.add(new CallEvent.Reported("CA1", CallStatus.ENDED, Duration.ofMillis(61_003), by, AT));
            events.add(new CallEvent.Detected("CA1", by, AT));
        }
        events.add(new CallEvent.Reported("CA1", CallStatus.ENDED, Duration.ZERO, null, AT));
        events.add(CallEvent.Reported.failed("CA1", "SIP_404", AT));
        events.add(
                new CallEvent.Reported("CA1", CallStatus.ENDED, null, null, "https://r.example/1?a=b&c=ñ", null, AT));
        Arrays.stream(MessageStatus.values())
                .filter(status -> status.compareTo(MessageStatus.SENT) >= 0 && status != MessageStatus.FAILED)
                .forEach(status -> events.add(new MessageEvent.Reported("wamid." + status, status, AT)));
        for (ProviderTrouble.Refusal fault : List.of(
                new ProviderTrouble.Technical(),
                new ProviderTrouble.Person(Duration.ZERO),
                new ProviderTrouble.Person(Duration.ofHours(24).plusMillis(7)),
                new ProviderTrouble.Row(),
                new ProviderTrouble.NotAsked(),
                new ProviderTrouble.OptedOut(),
                new ProviderTrouble.AccountUnusable(),
                new ProviderTrouble.TemplateUnusable())) {
            events.add(new MessageEvent.Refused("131026", fault, AT));
        }
        events.add(new MessageEvent.Stopped("wamid.é=", "ALTO \"ñ\" 🙂", AT));
        return events.stream();
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void every_provider_event_arrives_unchanged(AttemptEvent event) {
        ProviderEvents.ProviderEvent outcome = new ProviderEvents.ProviderEvent(LINE, attempt(0), event);

        outcomes().send(outcome);

        assertAllArrive(List.of(outcome), PATIENCE);
    }

    @Test
    void many_events_sent_at_once_all_arrive_each_for_its_attempt() {
        List<ProviderEvents.ProviderEvent> sent = IntStream.range(0, 35)
                .mapToObj(n -> new ProviderEvents.ProviderEvent(
                        LINE, attempt(n), new CallEvent.Reported("CA" + n, CallStatus.RINGING, null, null, AT)))
                .toList();

        sent.forEach(outcomes()::send);

        assertAllArrive(sent, PATIENCE);
    }

    @Test
    void several_events_sent_together_all_arrive_each_for_its_attempt() {
        List<ProviderEvents.ProviderEvent> sent = IntStream.range(0, 21)
                .mapToObj(n -> new ProviderEvents.ProviderEvent(
                        LINE, attempt(n), new MessageEvent.Reported("w" + n, MessageStatus.READ, AT)))
                .toList();

        outcomes().sendAll(sent);

        assertAllArrive(sent, PATIENCE);
    }
}
