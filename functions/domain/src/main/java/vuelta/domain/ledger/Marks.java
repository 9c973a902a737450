package vuelta.domain.ledger;

import vuelta.domain.contact.Sweep;

/**
 * How far a campaign's pacer has come.
 *
 * @param sweep of the pass over fresh contacts, or of a recount
 * @param recounted see {@link Pacing}
 * @param plannedIn see {@link Pacing}
 * @param forgotten how many of the attempts that ended longest ago need not be remembered any more
 */
public record Marks(Sweep sweep, long recounted, long plannedIn, int forgotten) {
    /** As it stands. */
    public static Marks of(Pacing pacing) {
        return new Marks(pacing.sweep(), pacing.recounted(), pacing.plannedIn(), 0);
    }

    public Marks at(Sweep sweep) {
        return new Marks(sweep, recounted, plannedIn, forgotten);
    }

    /** A recount for this edit of the filters begins. */
    public Marks recounting(long filtered) {
        return new Marks(Sweep.START, filtered, plannedIn, forgotten);
    }

    public Marks plannedIn(long epoch) {
        return new Marks(sweep, recounted, epoch, forgotten);
    }

    public Marks forgetting(int oldest) {
        return new Marks(sweep, recounted, plannedIn, oldest);
    }
}
