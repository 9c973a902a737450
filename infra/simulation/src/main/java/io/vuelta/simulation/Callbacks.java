package io.vuelta.simulation;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.settle.ProviderEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A provider's callbacks about its calls. Some are lost, duplicated, late, reordered or forged. */
final class Callbacks {
    private final ProviderEvents outcomes;
    private final LineId line;
    private final Function<AttemptId, Optional<Attempt>> attempts;
    private final Timeline timeline;
    private final Chaos chaos;
    private final SimulationRandom random;
    private final Map<AttemptId, List<AttemptEvent>> reports = new HashMap<>();
    private final Map<AttemptId, Instant> endings = new HashMap<>();

    Callbacks(
            ProviderEvents outcomes,
            LineId line,
            Function<AttemptId, Optional<Attempt>> attempts,
            Timeline timeline,
            Chaos chaos,
            SimulationRandom random) {
        this.outcomes = outcomes;
        this.line = line;
        this.attempts = attempts;
        this.timeline = timeline;
        this.chaos = chaos;
        this.random = random;
    }

    /** All events that were reported of each attempt, in any order. */
    List<AttemptEvent> reported(AttemptId attempt) {
        return reports.getOrDefault(attempt, List.of());
    }

    /** The caller received the provider's own answer. */
    void answered(SentMessage message) {
        reports.computeIfAbsent(message.attempt(), _ -> new ArrayList<>())
                .add(new MessageEvent.Taken(message.id(), message.askedAt()));
    }

    void of(SentMessage message) {
        boolean silent = random.once(4) && chaos.occurs(Fault.CALLBACK_LOST);
        message.events().forEach(event -> reportWithFaults(message.attempt(), event, silent));
        if (chaos.occurs(Fault.CALLBACK_FORGED)) {
            Instant at = message.askedAt().plus(random.within(Duration.ofMinutes(10)));
            AttemptId unknown = new AttemptId(
                    new ContactId(message.attempt().campaign(), "f".repeat(32)),
                    message.attempt().number());
            timeline.put(at, () -> send(unknown, new MessageEvent.Stopped("wamid.forged", "STOP", at)));
        }
    }

    void of(Call call) {
        boolean silent = random.once(4) && chaos.occurs(Fault.CALLBACK_LOST);
        call.events().forEach(event -> reportWithFaults(call.attempt(), event, silent));
        if (chaos.occurs(Fault.CALLBACK_FORGED)) {
            forge(call);
        }
    }

    /** Events that were planned after the hang-up are not reported. */
    void hungUp(Call call) {
        endings.put(call.attempt(), call.endedAt());
        reportWithFaults(call.attempt(), call.over(null), false);
    }

    private boolean comesAbout(AttemptId attempt, AttemptEvent event) {
        Instant ended = endings.get(attempt);
        return ended == null || !event.at().isAfter(ended);
    }

    private void reportWithFaults(AttemptId attempt, AttemptEvent event, boolean silent) {
        Instant at = event.at().plusMillis(random.from(30, 300));
        if (silent || chaos.occurs(Fault.CALLBACK_LOST)) {
            return;
        }
        // A late answer event arrives after the end of the call, and possibly during the next attempt.
        if (chaos.occurs(Fault.CALLBACK_LATE) || (isAnswer(event) && chaos.occurs(Fault.CALLBACK_LATE))) {
            at = at.plus(random.within(random.oneOf(
                    Duration.ofSeconds(40),
                    Duration.ofSeconds(40),
                    Duration.ofSeconds(90),
                    Duration.ofMinutes(10),
                    Duration.ofHours(3))));
        }
        report(at, attempt, event);
        if (chaos.occurs(Fault.CALLBACK_TWICE)) {
            report(
                    at.plus(random.within(random.oneOf(
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(20),
                            Duration.ofMinutes(4),
                            Duration.ofMinutes(20),
                            Duration.ofHours(3)))),
                    attempt,
                    event);
        }
    }

    private static boolean isAnswer(AttemptEvent event) {
        return event instanceof CallEvent.Reported reported && reported.status() == CallStatus.IN_PROGRESS;
    }

    private void report(Instant at, AttemptId attempt, AttemptEvent event) {
        reports.computeIfAbsent(attempt, _ -> new ArrayList<>()).add(event);
        timeline.put(at, () -> {
            if (comesAbout(attempt, event)) {
                send(attempt, event);
            }
        });
    }

    /**
     * Does the work of the webhook. It has no faults here: its faults look like a lost callback, which is another
     * fault.
     */
    private void send(AttemptId attempt, AttemptEvent event) {
        chaos.quietly(() -> {
            LineId from = attempts.apply(attempt).map(Attempt::line).orElse(line);
            outcomes.send(new ProviderEvents.ProviderEvent(from, attempt, event));
            return true;
        });
    }

    /** Sends a forged event: of an attempt that does not exist, or of another call than the known one. */
    private void forge(Call call) {
        Instant at = call.askedAt().plus(random.within(Duration.ofMinutes(10)));
        CallEvent ended = new CallEvent.Reported("CA-forged", CallStatus.ENDED, Duration.ofSeconds(9), null, at);
        if (random.once(2)) {
            AttemptId unknown = new AttemptId(
                    new ContactId(call.attempt().campaign(), "f".repeat(32)),
                    call.attempt().number());
            report(at, unknown, ended);
            return;
        }
        timeline.put(at, () -> {
            Optional<Attempt> known = chaos.quietly(() -> attempts.apply(call.attempt()));
            // The forged event has a valid signature, so the system accepts it until it knows the id of the real call.
            if (known.isPresent()
                    && known.get() instanceof io.vuelta.domain.attempt.Call placed
                    && placed.state().providerId() != null) {
                send(call.attempt(), ended);
            }
        });
    }
}
