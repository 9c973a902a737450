package io.vuelta.domain.line;

import io.vuelta.domain.agent.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Store of the lines, and of the state of each line's pacer. Reads are strongly consistent, except {@link #find}. A
 * removed line can still be read, because attempts that have begun on it end on it; it appears in no list.
 */
public interface Lines {
    /** The maximum age of a line that {@link #find} returns. */
    Duration MAX_AGE = Duration.ofSeconds(5);

    void put(Line line);

    /** The line, in a state that is at most {@link #MAX_AGE} old. */
    Optional<Line> find(LineId id);

    /** The line in its current state. */
    Optional<Line> current(LineId id);

    /**
     * Replaces a line by its changed version. If two changes happen at the same time, the second is applied to the
     * result of the first.
     *
     * @param change may be called several times
     * @return the line after the change; empty if it does not exist
     */
    Optional<Line> change(LineId id, UnaryOperator<Line> change);

    List<Line> ofAgent(AgentId agent);

    /**
     * Lines of all agents, the newest first.
     *
     * @param after the last line of the previous page
     * @param limit at least 1
     */
    List<Line> list(Optional<LineId> after, int limit);

    /** This line and the next newer ones of all agents, the newest last; none if there never was such a line. */
    List<Line> newer(LineId from, int limit);

    LinePace pace(LineId id);

    /**
     * Reserves the line's slots up to {@code next}, and writes its capacity, the state of its provider, and the campaign
     * with which the next tick begins.
     *
     * @param read the pace that was read, with the campaign for the next tick
     * @param next null to leave the slots unchanged
     * @return false if the line was reserved by another pacer, or slowed, since {@code read}; then nothing is changed
     */
    boolean reserve(LinePace read, @Nullable Instant next, Capacity capacity, Outage outage);

    /** Stores when the line's alarm will fire. */
    void alarmSet(LineId id, Instant at);

    /**
     * Slows the line: writes the slot, block, epoch and slowing of {@code next}; the alarm does not change, and a block
     * that ends later stays.
     *
     * @return false if it was slowed since {@code read}; then nothing is changed
     */
    boolean slow(LinePace read, LinePace next);

    /**
     * Blocks the line until {@code until}, because its provider requested this or refuses the line; a block that ends
     * later stays.
     */
    void block(LineId id, Instant until, LinePace.Block why);
}
