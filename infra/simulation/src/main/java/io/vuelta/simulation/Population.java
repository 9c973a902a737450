package io.vuelta.simulation;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallStatus;
import java.time.Instant;

/** The people who are called; each seed has its own mix. */
final class Population {
    private final SimulationRandom random;
    private final int answers;
    private final int humans;
    private final int talkSeconds;
    private final boolean down;

    Population(SimulationRandom random) {
        this.random = random;
        this.answers = random.oneOf(0, 20, 50, 80, 100);
        this.humans = random.oneOf(0, 0, 10, 40, 100);
        this.talkSeconds = random.oneOf(3, 10, 30, 30, 400);
        this.down = random.once(5);
    }

    Call call(AttemptId attempt, Instant askedAt) {
        if (down) {
            Instant failed = askedAt.plusMillis(random.from(300, 3_000));
            return new Call(attempt, askedAt, CallStatus.FAILED, null, failed, failed);
        }
        CallStatus end = random.percent(answers)
                ? CallStatus.ENDED
                : random.oneOf(CallStatus.BUSY, CallStatus.BUSY, CallStatus.NO_ANSWER, CallStatus.FAILED);
        AnsweredBy by = random.percent(humans)
                ? AnsweredBy.HUMAN
                : random.oneOf(AnsweredBy.MACHINE, AnsweredBy.MACHINE, AnsweredBy.UNKNOWN);
        boolean detected = end == CallStatus.ENDED && !random.once(8);
        Instant answered = askedAt.plusMillis(random.from(1_000, 20_000));
        Instant ended = answered.plusMillis(random.from(1_000, 1_000 * talkSeconds));
        return new Call(attempt, askedAt, end, detected ? by : null, answered, ended);
    }
}
