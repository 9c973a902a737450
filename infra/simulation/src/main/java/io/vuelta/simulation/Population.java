package io.vuelta.simulation;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallStatus;
import java.time.Instant;

/** The people who are called; each seed has its own mix. */
final class Population {
    private final Dice dice;
    private final int answers;
    private final int humans;
    private final int talkSeconds;
    private final boolean down;

    Population(Dice dice) {
        this.dice = dice;
        this.answers = dice.oneOf(0, 20, 50, 80, 100);
        this.humans = dice.oneOf(0, 0, 10, 40, 100);
        this.talkSeconds = dice.oneOf(3, 10, 30, 30, 400);
        this.down = dice.once(5);
    }

    Call call(AttemptId attempt, Instant askedAt) {
        if (down) {
            Instant failed = askedAt.plusMillis(dice.from(300, 3_000));
            return new Call(attempt, askedAt, CallStatus.FAILED, null, failed, failed);
        }
        CallStatus end = dice.percent(answers)
                ? CallStatus.ENDED
                : dice.oneOf(CallStatus.BUSY, CallStatus.BUSY, CallStatus.NO_ANSWER, CallStatus.FAILED);
        AnsweredBy by = dice.percent(humans)
                ? AnsweredBy.HUMAN
                : dice.oneOf(AnsweredBy.MACHINE, AnsweredBy.MACHINE, AnsweredBy.UNKNOWN);
        boolean told = end == CallStatus.ENDED && !dice.once(8);
        Instant answered = askedAt.plusMillis(dice.from(1_000, 20_000));
        Instant ended = answered.plusMillis(dice.from(1_000, 1_000 * talkSeconds));
        return new Call(attempt, askedAt, end, told ? by : null, answered, ended);
    }
}
