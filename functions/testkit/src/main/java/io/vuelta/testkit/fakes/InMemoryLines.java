package io.vuelta.testkit.fakes;

import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.line.Capacity;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.line.Outage;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

final class InMemoryLines implements Lines {
    private static final Comparator<Line> NEWEST = Comparator.comparing(Line::createdAt)
            .thenComparing(line -> line.id().value())
            .reversed();

    private final Tables tables;

    InMemoryLines(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void put(Line line) {
        tables.write("lines.put", () -> tables.lines.put(line.id(), line));
    }

    @Override
    public Optional<Line> find(LineId id) {
        return tables.run("lines.find", () -> Optional.ofNullable(tables.lines.get(id)));
    }

    @Override
    public Optional<Line> current(LineId id) {
        return tables.run("lines.current", () -> Optional.ofNullable(tables.lines.get(id)));
    }

    @Override
    public Optional<Line> change(LineId id, UnaryOperator<Line> change) {
        return tables.run(
                "lines.change",
                () -> Optional.ofNullable(tables.lines.computeIfPresent(id, (_, line) -> change.apply(line))));
    }

    @Override
    public List<Line> newer(LineId from, int limit) {
        return tables.run("lines.newer", () -> {
            List<Line> oldest =
                    tables.lines.values().stream().sorted(NEWEST.reversed()).toList();
            int at = oldest.indexOf(tables.lines.get(from));
            return oldest.stream()
                    .skip(at < 0 ? oldest.size() : at)
                    .filter(line -> !line.isRemoved())
                    .limit(limit)
                    .toList();
        });
    }

    @Override
    public List<Line> list(Optional<LineId> after, int limit) {
        return tables.run("lines.list", () -> {
            List<Line> newest = tables.lines.values().stream().sorted(NEWEST).toList();
            int from = after.map(tables.lines::get).map(newest::indexOf).orElse(-1) + 1;
            return newest.stream()
                    .skip(after.isPresent() && from == 0 ? newest.size() : from)
                    .filter(line -> !line.isRemoved())
                    .limit(limit)
                    .toList();
        });
    }

    @Override
    public List<Line> ofAgent(AgentId agent) {
        return tables.run(
                "lines.ofAgent",
                () -> tables.lines.values().stream()
                        .filter(line -> !line.isRemoved())
                        .filter(line -> line.agent().equals(agent))
                        .sorted(Comparator.comparing(line -> line.id().value()))
                        .toList());
    }

    @Override
    public LinePace pace(LineId id) {
        return tables.run("lines.pace", () -> tables.pace(id));
    }

    @Override
    public boolean reserve(LinePace read, @Nullable Instant next, Capacity capacity, Outage outage) {
        return tables.run("lines.reserve", () -> {
            LinePace now = tables.pace(read.line());
            if (now.plan() != read.plan() || now.epoch() != read.epoch()) {
                return false;
            }
            LinePace reserved = now.withNextSlot(next == null ? now.nextSlot() : next)
                    .with(capacity)
                    .with(outage)
                    .withPlan(now.plan() + 1)
                    .continuedWith(read.nextCampaign());
            tables.paces.put(read.line(), reserved);
            if (!Objects.equals(capacity.plannedAt(), now.capacity().plannedAt())) {
                tables.planned.put(read.line(), capacity);
            }
            return true;
        });
    }

    @Override
    public boolean slow(LinePace read, LinePace next) {
        return tables.run("lines.slow", () -> {
            LinePace now = tables.pace(read.line());
            if (now.epoch() != read.epoch()) {
                return false;
            }
            // The other fields are not written.
            LinePace slowed = next.withAlarm(now.alarmAt())
                    .with(now.capacity())
                    .with(now.outage())
                    .withPlan(now.plan())
                    .continuedWith(now.nextCampaign());
            Instant until = now.blockedUntil();
            LinePace.Block why = now.block();
            tables.paces.put(read.line(), until == null || why == null ? slowed : slowed.blockedUntil(until, why));
            return true;
        });
    }

    @Override
    public void alarmSet(LineId id, Instant at) {
        tables.write(
                "lines.alarmSet", () -> tables.paces.put(id, tables.pace(id).withAlarm(at)));
    }

    @Override
    public void block(LineId id, Instant until, LinePace.Block why) {
        tables.write("lines.block", () -> tables.paces.put(id, tables.pace(id).blockedUntil(until, why)));
    }
}
