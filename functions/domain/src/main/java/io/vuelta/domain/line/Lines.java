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
 * removed line is still found, because attempts that have begun on it end on it; it is in no list.
 */
public interface Lines {
    /** A line that {@link #find} answers may be so old. */
    Duration MAX_AGE = Duration.ofSeconds(5);

    void put(Line line);

    /** The line as it is, or as it was at most {@link #MAX_AGE} ago. */
    Optional<Line> find(LineId id);

    /** The line as it is now. */
    Optional<Line> current(LineId id);

    /**
     * Replaces a line by its changed version. If there are two changes at once, the second is applied to the result of
     * the first.
     *
     * @param change may be called several times
     * @return the line as it is now; empty if there is none
     */
    Optional<Line> change(LineId id, UnaryOperator<Line> change);

    List<Line> ofAgent(AgentId agent);

    /**
     * Lines of all agents, the newest first.
     *
     * @param after the last of the page before
     * @param limit at least 1
     */
    List<Line> list(Optional<LineId> after, int limit);

    /** This line and the next newer ones of all agents, the newest last; none if there never was such a line. */
    List<Line> newer(LineId from, int limit);

    LinePace pace(LineId id);

    /**
     * Reserves the line's slots up to {@code next}, and writes its capacity and the state of its provider.
     *
     * @param next null to leave the slots unchanged
     * @return false if another pacer has reserved, or slowed the line, since {@code read}; nothing is changed then
     */
    boolean reserve(LinePace read, @Nullable Instant next, Capacity capacity, Outage outage);

    /** Notes when the line's alarm will ring. */
    void alarmSet(LineId id, Instant at);

    /**
     * Slows the line: {@code next}'s slot, block, epoch and slowing; its alarm stays.
     *
     * @return false if it was slowed since {@code read}; nothing is changed then
     */
    boolean slow(LinePace read, LinePace next);

    /** Keeps the line still until {@code until}, because its provider asked for it or refuses it. */
    void block(LineId id, Instant until, LinePace.Block why);
}
