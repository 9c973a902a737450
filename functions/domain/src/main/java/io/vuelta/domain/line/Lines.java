package io.vuelta.domain.line;

import io.vuelta.domain.agent.AgentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where lines are kept, and the state of the pacer of each. Reads are strongly consistent; a line, which is not changed after it
 * was created, may come from memory.
 */
public interface Lines {
    void put(Line line);

    Optional<Line> find(LineId id);

    List<Line> ofAgent(AgentId agent);

    LinePace pace(LineId id);

    /**
     * Reserves the line's slots up to {@code next}, and writes what is known of its capacity and of its provider.
     *
     * @param next null to leave the slots as they are
     * @return false if somebody else has reserved, or slowed the line, since {@code read}; nothing is changed then
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
