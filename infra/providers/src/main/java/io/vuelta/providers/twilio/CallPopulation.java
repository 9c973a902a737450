package io.vuelta.providers.twilio;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The people behind the numbers that are not magic: how many of them answer, and for how long.
 *
 * @param human share of calls that a person answers, 0 to 1; the five shares add up to 1
 * @param machine share of calls that a voicemail answers, 0 to 1
 * @param busy share of calls to a busy line, 0 to 1
 * @param noAnswer share of unanswered calls, 0 to 1
 * @param failed share of calls that fail, 0 to 1
 * @param ring from the dialling to the answer, in simulated time
 * @param humanTalk from the answer of a person to the end, in simulated time
 * @param machineTalk from the answer of a voicemail to the end, in simulated time
 */
public record CallPopulation(
        double human,
        double machine,
        double busy,
        double noAnswer,
        double failed,
        Span ring,
        Span humanTalk,
        Span machineTalk) {

    public CallPopulation {
        double sum = human + machine + busy + noAnswer + failed;
        if (Math.min(Math.min(human, machine), Math.min(busy, Math.min(noAnswer, failed))) < 0
                || Math.abs(sum - 1) > 1e-9) {
            throw new IllegalArgumentException("the five shares must be 0 or more and add up to 1, not " + sum);
        }
    }

    /** The default population: about a third of the people answer. */
    public static CallPopulation ordinary() {
        return of(0.35, 0.25, 0.12, 0.23, 0.05);
    }

    /** These shares with the ordinary times: rings 2 to 8 s, a person talks 15 to 90 s, a voicemail takes 8 to 25 s. */
    public static CallPopulation of(double human, double machine, double busy, double noAnswer, double failed) {
        return new CallPopulation(
                human,
                machine,
                busy,
                noAnswer,
                failed,
                Span.ofSeconds(2, 8),
                Span.ofSeconds(15, 90),
                Span.ofSeconds(8, 25));
    }

    CallEnding drawOutcome(RandomGenerator random) {
        double point = random.nextDouble();
        if (point < human) {
            return CallEnding.HUMAN;
        }
        if (point < human + machine) {
            return CallEnding.MACHINE;
        }
        if (point < human + machine + busy) {
            return CallEnding.BUSY;
        }
        return point < human + machine + busy + noAnswer ? CallEnding.NO_ANSWER : CallEnding.FAILED;
    }

    /** Evenly distributed durations in simulated time, from the shortest (included) to the longest. */
    public record Span(Duration shortest, Duration longest) {

        public Span {
            if (shortest.isNegative() || longest.compareTo(shortest) < 0) {
                throw new IllegalArgumentException("a range must start at 0 or more and not end before its start, not "
                        + shortest + ".." + longest);
            }
        }

        public static Span ofSeconds(double shortest, double longest) {
            return new Span(
                    Duration.ofMillis(Math.round(shortest * 1000)), Duration.ofMillis(Math.round(longest * 1000)));
        }

        Duration draw(RandomGenerator random) {
            return Duration.ofMillis(random.nextLong(shortest.toMillis(), longest.toMillis() + 1));
        }
    }
}
