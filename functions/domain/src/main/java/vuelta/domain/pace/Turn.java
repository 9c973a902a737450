package vuelta.domain.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.Waiting;
import vuelta.domain.ledger.Counters;
import vuelta.domain.ledger.Pacing;

/** One campaign's part of a tick: what was read, what can be done, and when to look again. */
final class Turn {
    private static final LinePlan.Share NOTHING = new LinePlan.Share(0, 0, Instant.MAX, Instant.MIN, Duration.ZERO);

    private final Campaign campaign;
    private final Counters counters;
    private final List<Instant> looks = new ArrayList<>();
    private Pacing pacing;
    private @Nullable Room room;
    private Candidates.Found found = Candidates.Found.NOBODY;

    Turn(Campaign campaign, Counters counters, Pacing pacing) {
        this.campaign = campaign;
        this.counters = counters;
        this.pacing = pacing;
    }

    CampaignId id() {
        return campaign.id();
    }

    Campaign campaign() {
        return campaign;
    }

    Counters counters() {
        return counters;
    }

    Pacing pacing() {
        return pacing;
    }

    /** It was written since. */
    void pacing(Pacing now) {
        pacing = now;
    }

    /** How the campaign may go on; empty if it does not take part in this tick. */
    Optional<Room> room() {
        return Optional.ofNullable(room);
    }

    void room(Room as) {
        room = as;
    }

    Candidates.Found found() {
        return found;
    }

    void found(Candidates.Found who) {
        found = who;
    }

    LinePlan.Share share() {
        return room instanceof Room.Open open
                ? new LinePlan.Share(
                        found.candidates().size(),
                        pacing.inFlight(),
                        open.from(),
                        open.until(),
                        campaign.settings().throttle())
                : NOTHING;
    }

    void lookAt(Instant at) {
        looks.add(at);
    }

    Stream<Instant> looks() {
        return looks.stream();
    }

    /** Somebody could have been claimed, had there been a slot. */
    boolean leftOver(int claimed) {
        return claimed < found.candidates().size();
    }

    /** Nobody was found, though somebody is there: the sweep has not come to them yet. */
    boolean sweepsOn() {
        return room instanceof Room.Open && found.candidates().isEmpty() && counters.fresh() > 0;
    }

    /** Why nobody was claimed; null where nothing is to be said, or the retries to come say it. */
    @Nullable
    Waiting whyNot(List<Instant> slots) {
        if (room instanceof Room.Closed closed) {
            return closed.waiting();
        }
        if (!(room instanceof Room.Open) || found.candidates().isEmpty()) {
            return null;
        }
        return slots.isEmpty() ? new Waiting(Waiting.Reason.LINE_RATE, null) : null;
    }

    /** Everybody who waits waits for an instant of their own. */
    boolean onlyDueLater() {
        return room instanceof Room.Open && found.candidates().isEmpty() && counters.fresh() == 0;
    }
}
