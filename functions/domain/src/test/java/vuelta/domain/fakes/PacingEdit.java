package vuelta.domain.fakes;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vuelta.domain.campaign.Breaker;
import vuelta.domain.campaign.Waiting;
import vuelta.domain.contact.Sweep;
import vuelta.domain.ledger.Pacing;

/** A pacing while it is being changed. */
final class PacingEdit {
    int inFlight;

    @Nullable
    LocalDate day;

    int sent;
    Sweep sweep;

    @Nullable
    Instant nextStart;

    @Nullable
    Waiting waiting;

    int loading;
    List<Breaker.Ended> ended;
    long recounted;
    long plannedIn;
    long plan;

    PacingEdit(Pacing from) {
        inFlight = from.inFlight();
        day = from.day();
        sent = from.sent();
        sweep = from.sweep();
        nextStart = from.nextStart();
        waiting = from.waiting();
        loading = from.loading();
        ended = new ArrayList<>(from.ended());
        recounted = from.recounted();
        plannedIn = from.plannedIn();
        plan = from.plan();
    }

    Pacing done() {
        return new Pacing(inFlight, day, sent, sweep, nextStart, waiting, loading, ended, recounted, plannedIn, plan);
    }
}
