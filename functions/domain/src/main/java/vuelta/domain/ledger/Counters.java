package vuelta.domain.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.AnsweredBy;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.CallStatus;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactStatus;

/**
 * How many of what a campaign has. At every instant these equal a recount of its contacts and attempts, because they
 * are only ever changed together with them, by the difference of before and after.
 *
 * @param counts by name; absent is 0
 */
public record Counters(Map<String, Long> counts) {
    public static final Counters NONE = new Counters(Map.of());

    private static final String FRESH = "fresh";
    private static final String RETRIES = "retries";
    private static final String CALLS = "calls";
    private static final String CALLS_OVER = "calls_over";

    public Counters {
        counts = Map.copyOf(counts);
    }

    /** What one contact adds. */
    public static Counters of(Contact contact) {
        Map<String, Long> counts = new HashMap<>();
        counts.put(name(contact.status()), 1L);
        if (contact.isFresh()) {
            counts.put(FRESH, 1L);
        }
        if (contact.retries() > 0) {
            counts.put(RETRIES, (long) contact.retries());
        }
        return new Counters(counts);
    }

    /** What one attempt adds: nothing until the provider may have been asked, nor if it was surely not placed. */
    public static Counters of(Attempt attempt) {
        if (attempt.status() == CallStatus.CREATED || attempt.notPlaced()) {
            return NONE;
        }
        Map<String, Long> counts = new HashMap<>();
        counts.put(CALLS, 1L);
        if (attempt.status().isOver()) {
            counts.put(CALLS_OVER, 1L);
        }
        if (attempt.status() == CallStatus.ENDED && attempt.answeredBy() != null) {
            counts.put(name(attempt.answeredBy()), 1L);
        }
        return new Counters(counts);
    }

    /** The difference that a commit makes. */
    static Counters change(Commit commit) {
        Counters sum = NONE;
        for (ContactChange change : commit.contacts()) {
            sum = sum.plus(difference(change.before() == null ? null : of(change.before()), of(change.after())));
        }
        for (AttemptChange change : commit.attempts()) {
            sum = sum.plus(difference(change.before() == null ? null : of(change.before()), of(change.after())));
        }
        return sum;
    }

    private static Counters difference(@Nullable Counters before, Counters after) {
        return before == null ? after : after.plus(before.negated());
    }

    public Counters plus(Counters other) {
        Map<String, Long> sum = new HashMap<>(counts);
        other.counts.forEach((name, count) -> sum.merge(name, count, Long::sum));
        sum.values().removeIf(count -> Objects.equals(count, 0L));
        return new Counters(sum);
    }

    private Counters negated() {
        Map<String, Long> negated = new HashMap<>();
        counts.forEach((name, count) -> negated.put(name, -count));
        return new Counters(negated);
    }

    public long in(ContactStatus status) {
        return get(name(status));
    }

    public long contacts() {
        long sum = 0;
        for (ContactStatus status : ContactStatus.values()) {
            sum += in(status);
        }
        return sum;
    }

    /** Contacts in {@code queue} that only the sweep finds. */
    public long fresh() {
        return get(FRESH);
    }

    /** Contacts for whom an attempt is still to begin. */
    public long waiting() {
        return in(ContactStatus.QUEUE) + in(ContactStatus.RETRYING);
    }

    public long retries() {
        return get(RETRIES);
    }

    /** Attempts that were placed, may have been, or failed. */
    public long calls() {
        return get(CALLS);
    }

    /** Of these, the ones that are over. */
    public long callsOver() {
        return get(CALLS_OVER);
    }

    public long answeredBy(AnsweredBy by) {
        return get(name(by));
    }

    /** The stored name of a status's count. */
    public static String name(ContactStatus status) {
        return "contacts_" + status.wire();
    }

    private static String name(AnsweredBy by) {
        return "calls_by_" + by.wire();
    }

    private long get(String name) {
        return counts.getOrDefault(name, 0L);
    }
}
