package io.vuelta.domain.pace;

import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.count.Sums;

/**
 * How many contacts wait, as far as the pacer knows: the counts lag, so claims that they do not show yet are
 * subtracted.
 *
 * @param waiting contacts for which an attempt must still begin
 * @param fresh contacts among these that only the scan finds
 * @param contacts of the campaign
 */
public record Waiters(long waiting, long fresh, long contacts) {
    static Waiters of(Sums sums, OpenClaimsBook book) {
        long notCounted = Math.max(0, book.made() - sums.claims());
        return new Waiters(
                Math.max(0, sums.counters().waiting() - notCounted),
                Math.max(0, sums.counters().fresh() - notCounted),
                sums.counters().contacts());
    }

    /** At least this many contacts that are due at their own instant. */
    Waiters orAtLeast(int due) {
        return waiting >= due ? this : new Waiters(due, fresh, contacts);
    }

    /** Whether a contact may be due at an instant of its own. */
    boolean mayHaveDueContact() {
        return waiting > fresh;
    }
}
