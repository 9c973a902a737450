package io.vuelta.simulation;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.ProviderTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The people who receive messages; each seed has its own mix. */
final class Readers {
    private final SimulationRandom random;
    private final int reached;
    private final int reads;
    private final int answers;

    Readers(SimulationRandom random) {
        this.random = random;
        this.reached = random.oneOf(20, 60, 90, 100);
        this.reads = random.oneOf(20, 60, 100);
        this.answers = random.oneOf(0, 30, 80);
    }

    SentMessage message(AttemptId attempt, Instant askedAt) {
        String id = SentMessage.id(attempt);
        List<MessageEvent> events = new ArrayList<>();
        Instant at = askedAt.plusMillis(random.from(100, 3_000));
        if (random.percent(reached)) {
            events.add(new MessageEvent.Reported(id, MessageStatus.SENT, at));
            at = at.plus(random.within(random.oneOf(Duration.ofSeconds(5), Duration.ofHours(3))));
            events.add(new MessageEvent.Reported(id, MessageStatus.DELIVERED, at));
            if (random.percent(reads)) {
                at = at.plus(random.within(Duration.ofMinutes(20)));
                events.add(new MessageEvent.Reported(id, MessageStatus.READ, at));
            }
            if (random.percent(answers)) {
                at = at.plus(random.within(Duration.ofMinutes(20)));
                events.add(answer(id, at));
            }
        } else {
            if (random.once(2)) {
                events.add(new MessageEvent.Reported(id, MessageStatus.SENT, at));
            }
            events.add(refusal(at.plus(random.within(random.oneOf(Duration.ofSeconds(5), Duration.ofMinutes(90))))));
        }
        return new SentMessage(attempt, askedAt, events);
    }

    private MessageEvent answer(String id, Instant at) {
        return switch (random.below(3)) {
            case 0 -> new MessageEvent.Reported(id, MessageStatus.ACCEPTED, at);
            case 1 -> new MessageEvent.Reported(id, MessageStatus.REJECTED, at);
            default -> new MessageEvent.Stopped(id, "STOP", at);
        };
    }

    /** A refusal of a random class. */
    MessageEvent.Refused refusal(Instant at) {
        return switch (random.below(6)) {
            case 0, 1 -> new MessageEvent.Refused("131000", new ProviderTrouble.Technical(), at);
            case 2 -> new MessageEvent.Refused("131026", new ProviderTrouble.Person(Duration.ZERO), at);
            case 3 -> new MessageEvent.Refused("131049", new ProviderTrouble.Person(Duration.ofHours(24)), at);
            case 4 -> new MessageEvent.Refused("132000", new ProviderTrouble.Row(), at);
            default -> new MessageEvent.Refused("131050", new ProviderTrouble.OptedOut(), at);
        };
    }
}
