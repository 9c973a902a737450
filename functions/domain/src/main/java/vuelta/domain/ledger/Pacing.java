package vuelta.domain.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vuelta.domain.campaign.Breaker;
import vuelta.domain.campaign.Campaign;
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
 * @param ended attempts that ended lately, the latest last, for the circuit breaker
 * @param recounted the edit of the filters (see {@code Campaign.filtered}) for which the sweep goes round now, or last did
 * @param plannedIn the campaign's epoch for which held contacts were last looked at again
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
        List<Breaker.Ended> ended,
        long recounted,
        long plannedIn,
        long plan) {
    public static final Pacing NONE = new Pacing(0, null, 0, Sweep.START, null, null, 0, List.of(), 0, 0, 0);

    public Pacing {
        ended = List.copyOf(ended);
    }

    /** Whether it is known who returns under the filters in force. */
    public boolean isRecounted(Campaign campaign) {
        return campaign.filtered() == 0 || (recounted == campaign.filtered() && sweep.ended());
    }

    /** Attempts claimed for {@code today} so far. */
    public int sentOn(LocalDate today) {
        return today.equals(day) ? sent : 0;
    }
}
