package vuelta.domain.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalInt;
import vuelta.domain.contact.Sweep;

/**
 * The conditions under which contacts may be claimed, and how the pacing moves on when they are. Each is a condition in
 * the database, so that no crash leaks a slot and no race exceeds a limit.
 *
 * @param read the pacing on which the plan was made: nobody may have planned since
 * @param maxInFlight contacts that may be sending afterwards
 * @param day on which the attempts are counted
 * @param maxOnDay attempts that may be counted on that day afterwards; empty for no limit
 * @param sweep where the pass stands afterwards
 * @param nextStart the throttle's next instant afterwards
 */
public record Claiming(
        Pacing read, int maxInFlight, LocalDate day, OptionalInt maxOnDay, Sweep sweep, Instant nextStart) {}
