package io.vuelta.adapters.shapes;

import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.line.Capacity;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.line.Outage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A store with a single line, which can only be read. */
record OneLine(Line line) implements Lines {
    @Override
    public Optional<Line> find(LineId id) {
        return Optional.of(line).filter(known -> known.id().equals(id));
    }

    @Override
    public Optional<Line> current(LineId id) {
        return find(id);
    }

    @Override
    public Optional<Line> change(LineId id, UnaryOperator<Line> change) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Line> newer(LineId from, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Line> list(Optional<LineId> after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void put(Line other) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Line> ofAgent(AgentId agent) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LinePace pace(LineId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean reserve(LinePace read, @Nullable Instant next, Capacity capacity, Outage outage) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean slow(LinePace read, LinePace next) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void alarmSet(LineId id, Instant at) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void block(LineId id, Instant until, LinePace.Block why) {
        throw new UnsupportedOperationException();
    }
}
