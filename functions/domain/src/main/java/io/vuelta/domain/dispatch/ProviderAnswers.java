package io.vuelta.domain.dispatch;

import io.vuelta.domain.line.Answers;
import io.vuelta.domain.line.Outage;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.pace.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Records whether a provider answers the attempts of one command, which begin in parallel. After an unanswered attempt
 * the others begin one at a time, so that an outage affects few of them; after {@link Outage#MAX_UNANSWERED} in a row
 * no attempt begins. If a batch was divided between two commands, each of them has every second attempt, so the limit
 * is one less.
 */
final class ProviderAnswers {
    /** How often an attempt that waits for the answer to another one checks for this answer. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final Sleeper sleeper;
    private final InstantSource clock;
    private final int enough;
    private Answers answers = Answers.NONE;
    private int underWay;

    ProviderAnswers(Command.Begin command, Sleeper sleeper, InstantSource clock) {
        this.enough = isEveryOther(command.starts()) ? Outage.MAX_UNANSWERED - 1 : Outage.MAX_UNANSWERED;
        this.sleeper = sleeper;
        this.clock = clock;
    }

    private static boolean isEveryOther(List<Command.Start> starts) {
        return starts.size() > 1
                && starts.get(1).place().index() - starts.getFirst().place().index() > 1;
    }

    /** Waits until the attempt may begin; each call is followed by one of {@link #endTurn}. */
    void awaitTurn() {
        while (!hasBegun()) {
            sleeper.until(clock.instant().plus(LOOK_AGAIN));
        }
    }

    private synchronized boolean hasBegun() {
        boolean alone = !answers.unanswered().isEmpty() && !areMissing();
        if (alone && underWay > 0) {
            return false;
        }
        underWay++;
        return true;
    }

    synchronized void endTurn() {
        underWay--;
    }

    synchronized void answered(Instant begun) {
        answers = answers.answered(begun);
    }

    /** Records an unanswered attempt. Returns true only once: when the limit of unanswered attempts is reached. */
    synchronized boolean unanswered(Instant begun, String code) {
        boolean before = areMissing();
        answers = answers.unanswered(begun, code);
        return !before && areMissing();
    }

    /** Whether the provider does not answer, according to the attempts of this command. */
    synchronized boolean areMissing() {
        return answers.unanswered().size() >= enough;
    }

    synchronized Answers all() {
        return answers;
    }
}
