package io.vuelta.domain.pace;

import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.count.Sums;

/**
 * How many contacts wait, according to the pacer: the counts lag, so claims that they do not include yet are
 * subtracted.
 *
 * @param waiting the number of contacts that wait for an attempt
 * @param fresh the number of these contacts that only the scan finds
 * @param contacts the number of contacts of the campaign
 */
public record Waiters(long waiting, long fresh, long contacts) {
    static Waiters of(Sums sums, OpenClaimsBook book) {
        long notCounted = Math.max(0, book.made() - sums.claims());
        return new Waiters(
                Math.max(0, sums.counters().waiting() - notCounted),
                Math.max(0, sums.counters().fresh() - notCounted),
                sums.counters().contacts());
    }

    /** The same, with at least this many contacts that are due at their own instant. */
    Waiters orAtLeast(int due) {
        return waiting >= due ? this : new Waiters(due, fresh, contacts);
    }

    /** Whether a contact may be due at an instant of its own. */
    boolean mayHaveDueContact() {
        return waiting > fresh;
    }
}
