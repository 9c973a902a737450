package io.vuelta.domain.count;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.line.Channel;
import java.time.Duration;
import java.util.Optional;

/**
 * How often attempts are answered, and how long they take.
 *
 * @param answered share of attempts that are final: calls that a person answered, or messages that the provider
 *     accepted; 0 to 1
 * @param voicemail share of calls that a machine answers, 0 to 1; the rest does not reach anybody
 * @param takes average time from the beginning of an attempt to its end
 * @param billed average billed time of an attempt
 * @param basis the source of these rates
 */
public record AnswerRates(double answered, double voicemail, Duration takes, Duration billed, Basis basis) {
    /** Minimum number of ended calls for using a campaign's own figures. */
    public static final int MIN_CALLS = 50;

    /** The source of rates. */
    public enum Basis {
        /** The campaign's own calls so far. */
        CAMPAIGN,
        /** The calls of the campaign's line in the last 30 days, over all of its campaigns. */
        LINE,
        /** The default: 35 of 100 calls are answered, 25 by a machine; a call takes a minute, 35 s of it billed. */
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

    /** The rates of a campaign from its own counts, or the default. */
    public static AnswerRates of(Channel channel, Counters counters) {
        return of(channel, counters, Optional.empty());
    }

    /** The rates of a campaign from its own counts, or otherwise those of its line, or the default. */
    public static AnswerRates of(Channel channel, Counters counters, Optional<AnswerRates> line) {
        if (channel == Channel.WHATSAPP) {
            return MESSAGES;
        }
        return counters.callsOver() < MIN_CALLS ? line.orElse(CALLS) : ofCampaign(counters);
    }

    private static AnswerRates ofCampaign(Counters counters) {
        long answered = counters.answeredBy(AnsweredBy.HUMAN) + counters.answeredBy(AnsweredBy.UNKNOWN);
        return of(
                counters.callsOver(),
                answered,
                counters.answeredBy(AnsweredBy.MACHINE),
                Duration.ofSeconds(counters.callSeconds()).dividedBy(counters.callsOver()),
                Duration.ofSeconds(counters.billedSeconds()).dividedBy(counters.callsOver()),
                Basis.CAMPAIGN);
    }

    /**
     * The rates of a number of calls.
     *
     * @param over the number of ended calls, at least 1
     * @param takes average time from beginning to end
     * @param billed average billed time
     */
    static AnswerRates of(long over, long answered, long machine, Duration takes, Duration billed, Basis basis) {
        double share = Math.min(1, (double) answered / over);
        return new AnswerRates(share, Math.min(1 - share, (double) machine / over), takes, billed, basis);
    }
}
