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
    private final Dice dice;
    private final Map<AttemptId, List<AttemptEvent>> told = new HashMap<>();
    private final Map<AttemptId, Instant> endings = new HashMap<>();

    Callbacks(
            ProviderEvents outcomes,
            LineId line,
            Function<AttemptId, Optional<Attempt>> attempts,
            Timeline timeline,
            Chaos chaos,
            Dice dice) {
        this.outcomes = outcomes;
        this.line = line;
        this.attempts = attempts;
        this.timeline = timeline;
        this.chaos = chaos;
        this.dice = dice;
    }

    /** All events that were reported of each attempt, in any order. */
    List<AttemptEvent> told(AttemptId attempt) {
        return told.getOrDefault(attempt, List.of());
    }

    /** The caller received the provider's own answer. */
    void answered(Letter letter) {
        told.computeIfAbsent(letter.attempt(), key -> new ArrayList<>())
                .add(new MessageEvent.Taken(letter.id(), letter.askedAt()));
    }

    void of(Letter letter) {
        boolean silent = dice.once(4) && chaos.strikes(Fault.CALLBACK_LOST);
        letter.events().forEach(event -> tellPerhaps(letter.attempt(), event, silent));
        if (chaos.strikes(Fault.CALLBACK_FORGED)) {
            Instant at = letter.askedAt().plus(dice.within(Duration.ofMinutes(10)));
            AttemptId nobody = new AttemptId(
                    new ContactId(letter.attempt().campaign(), "f".repeat(32)),
                    letter.attempt().number());
            timeline.put(at, () -> send(nobody, new MessageEvent.Stopped("wamid.forged", "STOP", at)));
        }
    }

    void of(Call call) {
        boolean silent = dice.once(4) && chaos.strikes(Fault.CALLBACK_LOST);
        call.events().forEach(event -> tellPerhaps(call.attempt(), event, silent));
        if (chaos.strikes(Fault.CALLBACK_FORGED)) {
            forge(call);
        }
    }

    /** Events that were planned after the hang-up are not reported. */
    void hungUp(Call call) {
        endings.put(call.attempt(), call.endedAt());
        tellPerhaps(call.attempt(), call.over(null), false);
    }

    private boolean comesAbout(AttemptId attempt, AttemptEvent event) {
        Instant ended = endings.get(attempt);
        return ended == null || !event.at().isAfter(ended);
    }

    private void tellPerhaps(AttemptId attempt, AttemptEvent event, boolean silent) {
        Instant at = event.at().plusMillis(dice.from(30, 300));
        if (silent || chaos.strikes(Fault.CALLBACK_LOST)) {
            return;
        }
        // A late answer event arrives after the end of the call, and possibly during the next attempt.
        if (chaos.strikes(Fault.CALLBACK_LATE) || (isAnswer(event) && chaos.strikes(Fault.CALLBACK_LATE))) {
            at = at.plus(dice.within(dice.oneOf(
                    Duration.ofSeconds(40),
                    Duration.ofSeconds(40),
                    Duration.ofSeconds(90),
                    Duration.ofMinutes(10),
                    Duration.ofHours(3))));
        }
        tell(at, attempt, event);
        if (chaos.strikes(Fault.CALLBACK_TWICE)) {
            tell(
                    at.plus(dice.within(dice.oneOf(
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

    private void tell(Instant at, AttemptId attempt, AttemptEvent event) {
        told.computeIfAbsent(attempt, key -> new ArrayList<>()).add(event);
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
            outcomes.send(new ProviderEvents.Outcome(from, attempt, event));
            return true;
        });
    }

    /** Sends a forged event: of an attempt that does not exist, or of another call than the known one. */
    private void forge(Call call) {
        Instant at = call.askedAt().plus(dice.within(Duration.ofMinutes(10)));
        CallEvent ended = new CallEvent.Reported("CA-forged", CallStatus.ENDED, Duration.ofSeconds(9), null, at);
        if (dice.once(2)) {
            AttemptId nobody = new AttemptId(
                    new ContactId(call.attempt().campaign(), "f".repeat(32)),
                    call.attempt().number());
            tell(at, nobody, ended);
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
