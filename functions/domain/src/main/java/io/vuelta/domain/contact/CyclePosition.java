package io.vuelta.domain.contact;

import io.vuelta.domain.campaign.ContactStatus;
import org.jspecify.annotations.Nullable;

/**
 * The position of a contact in its campaign's cycles.
 *
 * @param cycle the campaign's cycle in which the contact was written
 * @param returns whether it is tried again in the next cycle, as far as was decided when it was written: in a later
 *     cycle it is read as what it becomes there, see {@link Contact#in}
 * @param previousStatus how it ended before it came back into this cycle; null in the first pass
 */
public record CyclePosition(
        int cycle, boolean returns, @Nullable ContactStatus previousStatus) {
    static final CyclePosition FIRST = new CyclePosition(0, false, null);

    CyclePosition in(int number, boolean back) {
        return new CyclePosition(number, back, previousStatus);
    }

    /** Whether it returns is still to be decided. */
    CyclePosition undecided() {
        return in(cycle, false);
    }
}
