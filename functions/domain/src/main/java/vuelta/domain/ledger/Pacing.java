package vuelta.domain.ledger;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vuelta.domain.campaign.Waiting;
import vuelta.domain.contact.Sweep;

/**
 * Where a campaign's pacing stands: the limits of design are conditions on this one item.
 *
 * @param inFlight contacts that are sending
 * @param day local calendar day on which attempts were last counted; null before the first
 * @param sent attempts claimed for that day
 * @param sweep how far the pass over fresh contacts has come
 * @param nextStart the earliest instant at which the throttle lets the next attempt begin; null before the first
 * @param waiting why nothing is sent now; null if something is, or the campaign is not active
 * @param loading uploads whose contacts are still arriving
 * @param plan raised by every claim and every move of the sweep
 */
public record Pacing(
        int inFlight,
        @Nullable LocalDate day,
        int sent,
        Sweep sweep,
        @Nullable Instant nextStart,
        @Nullable Waiting waiting,
        int loading,
        long plan) {
    public static final Pacing NONE = new Pacing(0, null, 0, Sweep.START, null, null, 0, 0);

    /** Attempts claimed for {@code today} so far. */
    public int sentOn(LocalDate today) {
        return today.equals(day) ? sent : 0;
    }
}
