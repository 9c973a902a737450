package io.vuelta.domain.count;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.line.Channel;
import java.time.Duration;

/**
 * How often attempts are answered, and how long they take.
 *
 * @param answered share of attempts that end for good: answered by a person, or a message that was taken; 0 to 1
 * @param voicemail share that a machine answers; the rest is not reached
 * @param takes from the beginning of an attempt to the end of it, on average
 * @param billed of an attempt, on average
 * @param basis where this comes from
 */
public record AnswerRates(double answered, double voicemail, Duration takes, Duration billed, Basis basis) {
    /** Calls that have ended, from which on a campaign's own figures are used. */
    public static final int MIN_CALLS = 50;

    /** Where rates come from. */
    public enum Basis {
        /** The campaign's own calls so far. */
        CAMPAIGN,
        /** Nothing is known yet: 35 of 100 calls are answered, 25 by a machine; a call takes a minute, 35 s of it billed. */
        DEFAULT
    }

    private static final AnswerRates CALLS =
            new AnswerRates(0.35, 0.25, Duration.ofSeconds(60), Duration.ofSeconds(35), Basis.DEFAULT);

    private static final AnswerRates MESSAGES =
            new AnswerRates(1, 0, Duration.ofSeconds(1), Duration.ZERO, Basis.DEFAULT);

    public AnswerRates {
        if (answered < 0 || voicemail < 0 || answered + voicemail > 1 + 1e-9) {
            throw new IllegalArgumentException("shares are from 0 to 1, together: " + answered + ", " + voicemail);
        }
    }

    /** Of a campaign, by what it has counted. */
    public static AnswerRates of(Channel channel, Counters counters) {
        if (channel == Channel.WHATSAPP) {
            return MESSAGES;
        }
        long over = counters.callsOver();
        if (over < MIN_CALLS) {
            return CALLS;
        }
        long machine = counters.answeredBy(AnsweredBy.MACHINE);
        long answered = counters.answeredBy(AnsweredBy.HUMAN) + counters.answeredBy(AnsweredBy.UNKNOWN);
        return new AnswerRates(
                Math.min(1, (double) answered / over),
                Math.min(1 - Math.min(1, (double) answered / over), (double) machine / over),
                Duration.ofSeconds(counters.callSeconds()).dividedBy(over),
                Duration.ofSeconds(counters.billedSeconds()).dividedBy(over),
                Basis.CAMPAIGN);
    }
}
