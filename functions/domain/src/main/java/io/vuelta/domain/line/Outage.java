package io.vuelta.domain.line;

import io.vuelta.domain.reason.TimelineCode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a line while its provider does not answer: a time-out, a closed connection, HTTP 5xx, or a request that
 * could not be sent. After {@link #MAX_UNANSWERED} unanswered attempts in a row the line is blocked, because each
 * further attempt may also be lost. After the wait one attempt, the probe, may begin. If it is answered, the line
 * continues; if not, the line is blocked for five times as long as before, at most {@link #MAX_WAIT}.
 *
 * <p>For attempts that began before the probe, only an answer counts: a missing answer is ignored.
 *
 * @param latest when the latest attempt with a known result began: a repeated report counts once; null for none
 * @param unanswered the number of unanswered attempts in a row
 * @param code the error code of the last unanswered attempt; null for none
 * @param blocked since when the line is blocked; null while it is not blocked
 */
public record Outage(
        @Nullable Instant latest,
        int unanswered,
        @Nullable String code,
        @Nullable Block blocked) {
    /** No unanswered attempt yet. */
    public static final Outage NONE = new Outage(null, 0, null, null);

    /** This number of unanswered attempts in a row blocks the line. */
    public static final int MAX_UNANSWERED = 3;

    /** The first wait; each further one is five times as long. */
    public static final Duration MIN_WAIT = Duration.ofMinutes(1);

    /** The longest wait. */
    public static final Duration MAX_WAIT = Duration.ofMinutes(5);

    /** The code of an attempt if the line's secret cannot be read: only a person can correct this. */
    public static final String LINE_SECRET = TimelineCode.LINE_SECRET.name();

    /** If a line's secret could not be read for this time, its campaigns are paused. */
    public static final Duration USELESS_AFTER = Duration.ofHours(1);

    /** If there is no result of a probe within this time, e.g. because its function crashed, another one may begin. */
    public static final Duration PROBE_ENDS = Duration.ofMinutes(1);

    public Outage {
        if (unanswered < 0) {
            throw new IllegalArgumentException("no outage: " + unanswered + " unanswered");
        }
    }

    /**
     * The block of a line.
     *
     * @param from when the line was first blocked in this outage
     * @param since when it was blocked, or blocked again: an attempt that was planned before does not begin
     * @param until the probe may not begin before this instant
     * @param waits how many times the line has been blocked in this outage; at least 1
     * @param probe when the probe that is under way was planned; null for none
     */
    public record Block(
            Instant from,
            Instant since,
            Instant until,
            int waits,
            @Nullable Instant probe) {
        public Block {
            if (waits < 1) {
                throw new IllegalArgumentException("no block of a line: " + waits + " waits");
            }
        }

        private Block probing(Instant now) {
            return new Block(from, since, until, waits, now);
        }
    }

    /** The attempts that the line may begin now. */
    public sealed interface Permission {
        /** Any attempts may begin. */
        record Free() implements Permission {}

        /** Exactly one attempt may begin; the pacer that plans it writes {@link Outage#probing} first. */
        record OneProbe() implements Permission {}

        /** No attempt may begin until {@code until}. */
        record Blocked(Instant until) implements Permission {}
    }

    public Permission permission(Instant now) {
        if (blocked == null) {
            return new Permission.Free();
        }
        if (now.isBefore(blocked.until())) {
            return new Permission.Blocked(blocked.until());
        }
        Instant probe = blocked.probe();
        return probe == null || !now.isBefore(probe.plus(PROBE_ENDS))
                ? new Permission.OneProbe()
                : new Permission.Blocked(probe.plus(PROBE_ENDS));
    }

    /** Whether the line cannot work until a person has corrected something. */
    public boolean needsPerson(Instant now) {
        return blocked != null
                && LINE_SECRET.equals(code)
                && !now.isBefore(blocked.from().plus(USELESS_AFTER));
    }

    /** Whether an attempt that was planned at this instant may still begin. */
    public boolean allows(Instant planned) {
        return blocked == null || !planned.isBefore(blocked.since());
    }

    /** The state after a probe is planned. Throws IllegalStateException if no probe is allowed. */
    public Outage probing(Instant now) {
        if (blocked == null || !(permission(now) instanceof Permission.OneProbe)) {
            throw new IllegalStateException("no probe may begin at " + now + " in " + this);
        }
        return new Outage(latest, unanswered, code, blocked.probing(now));
    }

    /** The state after the provider's answers to attempts. */
    public Outage withAnswers(Answers answers, Instant now) {
        Outage next = answers.answered() == null ? this : answered(answers.answered());
        for (Instant begun : answers.unanswered()) {
            next = next.unanswered(begun, String.valueOf(answers.code()), now);
        }
        return next;
    }

    private Outage answered(Instant begun) {
        boolean old =
                (blocked != null && begun.isBefore(blocked.since())) || (latest != null && begun.isBefore(latest));
        return old ? this : new Outage(begun, 0, null, null);
    }

    private Outage unanswered(Instant begun, String why, Instant now) {
        if ((blocked != null && begun.isBefore(blocked.until())) || (latest != null && !begun.isAfter(latest))) {
            return this;
        }
        int inARow = unanswered + 1;
        if (blocked != null) {
            Instant until = now.plus(wait(blocked.waits()));
            return new Outage(begun, inARow, why, new Block(blocked.from(), now, until, blocked.waits() + 1, null));
        }
        boolean blocks = inARow >= MAX_UNANSWERED;
        return new Outage(begun, inARow, why, blocks ? new Block(now, now, now.plus(wait(0)), 1, null) : null);
    }

    private static Duration wait(int waits) {
        Duration wait = MIN_WAIT;
        for (int i = 0; i < waits && wait.compareTo(MAX_WAIT) < 0; i++) {
            wait = wait.multipliedBy(5);
        }
        return wait.compareTo(MAX_WAIT) < 0 ? wait : MAX_WAIT;
    }
}
