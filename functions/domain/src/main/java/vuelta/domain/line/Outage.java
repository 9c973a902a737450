package vuelta.domain.line;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a line behaves while its provider does not answer. An answer is unknown if nobody can say whether the attempt was
 * placed: a time-out, a cut connection, HTTP 5xx. After {@link #MAX_UNKNOWN} unknown answers in a row the line keeps still,
 * because each further attempt may be lost too. When the wait is over one attempt, the probe, may begin. If it is answered
 * the line goes on; if not the line keeps still for twice as long as before, at most {@link #MAX_WAIT}.
 *
 * <p>Answers to attempts that began before the line kept still change nothing: they say nothing of the time since.
 *
 * @param unknown unknown answers in a row
 * @param since when the line began to keep still, or to keep still again; null while it does not
 * @param until the probe may not begin before; null while the line does not keep still
 * @param waits how often it has kept still in this outage
 * @param probe when the probe that is under way began; null for none
 */
public record Outage(
        int unknown,
        @Nullable Instant since,
        @Nullable Instant until,
        int waits,
        @Nullable Instant probe) {
    /** No unknown answer yet. */
    public static final Outage NONE = new Outage(0, null, null, 0, null);

    /** So many unknown answers in a row keep the line still. */
    public static final int MAX_UNKNOWN = 3;

    /** The first wait; each further one is twice as long. */
    public static final Duration MIN_WAIT = Duration.ofSeconds(30);

    /** The longest wait. */
    public static final Duration MAX_WAIT = Duration.ofMinutes(5);

    /** A probe that nothing was heard of for this long, e.g. because its function died, gives way to another. */
    public static final Duration PROBE_ENDS = Duration.ofMinutes(1);

    public Outage {
        if (unknown < 0 || waits < 0 || (since == null) != (until == null) || (probe != null && since == null)) {
            throw new IllegalArgumentException(
                    "no outage: " + unknown + " unknown, since " + since + ", until " + until + ", probe " + probe);
        }
    }

    /** What the line may do. */
    public sealed interface Leave {
        /** Begin attempts. */
        record Free() implements Leave {}

        /** Begin exactly one; whoever begins it writes {@link Outage#probing} first. */
        record OneProbe() implements Leave {}

        /** Begin none, and look again at {@code until}. */
        record Still(Instant until) implements Leave {}
    }

    public Leave leave(Instant now) {
        if (until == null) {
            return new Leave.Free();
        }
        if (now.isBefore(until)) {
            return new Leave.Still(until);
        }
        return probe == null || !now.isBefore(probe.plus(PROBE_ENDS))
                ? new Leave.OneProbe()
                : new Leave.Still(probe.plus(PROBE_ENDS));
    }

    /** The probe begins. Throws IllegalStateException if none may. */
    public Outage probing(Instant now) {
        if (!(leave(now) instanceof Leave.OneProbe)) {
            throw new IllegalStateException("no probe may begin at " + now + " in " + this);
        }
        return new Outage(unknown, since, until, waits, now);
    }

    /**
     * After an answer.
     *
     * @param unknownAnswer whether nobody can say if the attempt was placed
     * @param begun when its attempt began
     */
    public Outage heard(boolean unknownAnswer, Instant begun, Instant now) {
        if (since != null && begun.isBefore(since)) {
            return this;
        }
        if (!unknownAnswer) {
            return NONE;
        }
        int inARow = unknown + 1;
        return since != null || inARow >= MAX_UNKNOWN
                ? new Outage(inARow, now, now.plus(wait(waits)), waits + 1, null)
                : new Outage(inARow, null, null, waits, null);
    }

    private static Duration wait(int waits) {
        Duration wait = MIN_WAIT;
        for (int i = 0; i < waits && wait.compareTo(MAX_WAIT) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(MAX_WAIT) < 0 ? wait : MAX_WAIT;
    }
}
