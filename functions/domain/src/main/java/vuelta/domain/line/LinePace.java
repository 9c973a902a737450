package vuelta.domain.line;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a line's pacer stands.
 *
 * @param nextSlot the earliest instant at which the next attempt may begin; null before the first
 * @param alarmAt when the line's alarm rings next, as far as it was set; may be past
 * @param blockedUntil no attempt begins before; null for none
 */
public record LinePace(
        LineId line,
        @Nullable Instant nextSlot,
        @Nullable Instant alarmAt,
        @Nullable Instant blockedUntil,
        @Nullable Block block) {
    /** Why a line is kept still. */
    public enum Block {
        /** The provider said: too fast. */
        RATE,
        /** The provider refuses the line's credentials or account. */
        ERROR
    }

    /** The block in force at {@code now}, if any. */
    public Optional<Block> blocked(Instant now) {
        return blockedUntil != null && now.isBefore(blockedUntil) ? Optional.ofNullable(block) : Optional.empty();
    }

    /** Whether an alarm is set and still to ring. */
    public boolean rings(Instant now) {
        return alarmAt != null && alarmAt.isAfter(now);
    }

    /** Whether one not later than {@code at} is. */
    public boolean ringsBy(Instant at, Instant now) {
        return alarmAt != null && rings(now) && !alarmAt.isAfter(at);
    }
}
