package io.vuelta.domain.pace;

import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.count.Sums;

/**
 * How many wait, as far as the pacer can tell: the counts lag behind, so claims that they do not show yet are taken off.
 *
 * @param waiting contacts for whom an attempt is still to begin
 * @param fresh of these, contacts that only the pass finds
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

    /** With so many, at least, who are due at an instant of their own. */
    Waiters orAtLeast(int due) {
        return waiting >= due ? this : new Waiters(due, fresh, contacts);
    }

    /** Whether somebody may be due at an instant of their own. */
    boolean maySomebodyBeDue() {
        return waiting > fresh;
    }
}
