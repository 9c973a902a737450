package io.vuelta.simulation;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.line.Capacity;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.pace.Commands;
import io.vuelta.testkit.fakes.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The planned slots. Two slots of a line are at least its spacing apart, two of a campaign at least its throttle. A
 * slot is assigned once. A line that was slowed down assigns new slots to attempts that are planned and have not begun.
 */
final class Plans implements Commands {
    private final Commands commands;
    private final Histories histories;
    private final Duration spacing;
    private final InMemoryStore store;
    private final Map<Claimed, Start> latest = new HashMap<>();
    private final Map<LineEpoch, NavigableMap<Instant, Start>> byLineEpoch = new HashMap<>();
    private final Map<LineId, NavigableMap<Instant, Start>> begun = new HashMap<>();
    private final Map<CampaignId, NavigableMap<Instant, Start>> begunByCampaign = new HashMap<>();
    private final Map<Planned, NavigableMap<Instant, Start>> byCampaign = new HashMap<>();

    private final Map<LineId, Instant> plannedAt = new HashMap<>();
    private final Map<LineId, Set<Claimed>> planned = new HashMap<>();

    private record LineEpoch(LineId line, long number) {}

    private record Planned(CampaignId campaign, LineEpoch line) {}

    private record Claimed(AttemptId attempt, Place place) {}

    /** One attempt of a command. */
    private record Start(AttemptId attempt, LineId line, Place place, Instant slot, long epoch) {}

    Plans(Commands commands, Histories histories, Duration spacing, InMemoryStore store) {
        this.store = store;
        this.commands = commands;
        this.histories = histories;
        this.spacing = spacing;
    }

    @Override
    public void send(List<? extends Command> planned) {
        for (Command command : planned) {
            if (command instanceof Command.Begin begin) {
                checkCapacity(begin);
                begin.starts()
                        .forEach(start -> note(
                                begin,
                                new Start(start.id(), begin.line(), start.place(), start.slot(), begin.epoch())));
            }
        }
        commands.send(planned);
    }

    /**
     * The outstanding commands fit into the capacity of the system, and no slot is earlier than the arrival of its
     * command.
     */
    private void checkCapacity(Command.Begin begin) {
        Capacity capacity = store.plannedCapacity(begin.line()).orElse(Capacity.UNKNOWN);
        if (!begin.planned().equals(capacity.plannedAt())) {
            // An earlier tick planned this command and died.
            return;
        }
        // The tick may write later which earlier commands are outstanding; only these are certain.
        Set<Claimed> out = planned.computeIfAbsent(begin.line(), _ -> new HashSet<>());
        if (!begin.planned().equals(plannedAt.put(begin.line(), begin.planned()))) {
            out.clear();
        }
        begin.starts().forEach(start -> out.add(new Claimed(start.id(), start.place())));
        Violation.unless(
                out.size() <= capacity.window(),
                "%d commands are out with a window of %d: %s",
                out.size(),
                capacity.window(),
                begin);
        Instant first = begin.planned().plus(capacity.lead());
        Violation.unless(
                !begin.notBefore().isBefore(first), "no slot is before its command arrives, %s: %s", first, begin);
    }

    private void note(Command.Begin begin, Start start) {
        // A pacer that finds an open batch that was not sent sends its commands again.
        if (start.equals(latest.put(new Claimed(start.attempt(), start.place()), start))) {
            return;
        }
        LineEpoch epoch = new LineEpoch(begin.line(), begin.lineEpoch());
        NavigableMap<Instant, Start> line = byLineEpoch.computeIfAbsent(epoch, _ -> new TreeMap<>());
        NavigableMap<Instant, Start> campaign =
                byCampaign.computeIfAbsent(new Planned(begin.campaign(), epoch), _ -> new TreeMap<>());
        checkApart(line, start, spacing);
        checkApart(campaign, start, throttle(start));
        line.put(start.slot(), start);
        campaign.put(start.slot(), start);
    }

    private void checkApart(NavigableMap<Instant, Start> given, Start start, Duration apart) {
        Instant slot = start.slot();
        Start other = given.get(slot);
        Violation.unless(other == null, "a slot is given once: %s and %s", start, String.valueOf(other));
        Map.Entry<Instant, Start> before = given.lowerEntry(slot);
        Map.Entry<Instant, Start> after = given.higherEntry(slot);
        boolean fits = (before == null || !slot.isBefore(before.getKey().plus(least(apart, before.getValue(), start))))
                && (after == null || !after.getKey().isBefore(slot.plus(least(apart, after.getValue(), start))));
        Violation.unless(fits, "slots are %s apart: %s after %s", apart, start, before);
    }

    /** If the settings changed between the two plans, the smaller distance counts. */
    private Duration least(Duration apart, Start one, Start other) {
        if (apart.equals(spacing) || one.epoch() == other.epoch()) {
            return apart;
        }
        Duration before = throttle(one);
        return before.compareTo(apart) < 0 ? before : apart;
    }

    private Duration throttle(Start start) {
        return histories.of(start.attempt().campaign(), start.epoch()).limits().throttle();
    }

    /** Records the request to the provider, and returns the slot that was assigned to the attempt for this claim. */
    Optional<Instant> begun(AttemptId attempt, Place place) {
        Start start = latest.get(new Claimed(attempt, place));
        if (start == null) {
            return Optional.empty();
        }
        NavigableMap<Instant, Start> line = begun.computeIfAbsent(start.line(), _ -> new TreeMap<>());
        checkApart(line, start, spacing);
        line.put(start.slot(), start);
        NavigableMap<Instant, Start> campaign =
                begunByCampaign.computeIfAbsent(attempt.campaign(), _ -> new TreeMap<>());
        checkApart(campaign, start, throttle(start));
        campaign.put(start.slot(), start);
        return Optional.of(start.slot());
    }
}
