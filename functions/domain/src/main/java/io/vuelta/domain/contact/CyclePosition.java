package io.vuelta.domain.contact;

import io.vuelta.domain.campaign.ContactStatus;
import org.jspecify.annotations.Nullable;

/**
 * The position of a contact in its campaign's cycles.
 *
 * @param cycle the campaign's cycle in which the contact was written
 * @param returns whether it is tried again in the next cycle, as decided when it was written; in a later cycle, {@link
 *     Contact#in} derives its state from this
 * @param previousStatus its final status before it returned in this cycle; null in the first pass
 */
public record CyclePosition(
        int cycle, boolean returns, @Nullable ContactStatus previousStatus) {
    static final CyclePosition FIRST = new CyclePosition(0, false, null);

    CyclePosition in(int number, boolean back) {
        return new CyclePosition(number, back, previousStatus);
    }

    /** The position without the decision whether the contact returns. */
    CyclePosition undecided() {
        return in(cycle, false);
    }
}
