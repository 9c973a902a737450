package vuelta.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.Place;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.pace.Command;
import vuelta.domain.pace.Commands;

/**
 * The slots that were planned: on the line no two closer than its spacing, in a campaign no two closer than its
 * throttle. A slot is given once. A line that was slowed gives out anew what was planned before and has not begun.
 */
final class Plans implements Commands {
    private final Commands commands;
    private final Histories histories;
    private final Duration spacing;
    private final Map<Claimed, Start> latest = new HashMap<>();
    private final Map<Long, NavigableMap<Instant, Start>> byLineEpoch = new HashMap<>();
    private final NavigableMap<Instant, Start> begun = new TreeMap<>();
    private final Map<CampaignId, NavigableMap<Instant, Start>> begunByCampaign = new HashMap<>();
    private final Map<Planned, NavigableMap<Instant, Start>> byCampaign = new HashMap<>();

    private record Planned(CampaignId campaign, long lineEpoch) {}

    private record Claimed(AttemptId attempt, Place place) {}

    /** One attempt of a command. */
    private record Start(AttemptId attempt, Place place, Instant slot, long epoch) {}

    Plans(Commands commands, Histories histories, Duration spacing) {
        this.commands = commands;
        this.histories = histories;
        this.spacing = spacing;
    }

    @Override
    public void send(List<? extends Command> planned) {
        for (Command command : planned) {
            if (command instanceof Command.Begin begin) {
                begin.starts().forEach(start -> note(
                        begin, new Start(start.id(), start.place(), start.slot(), begin.epoch())));
            }
        }
        commands.send(planned);
    }

    private void note(Command.Begin begin, Start start) {
        // Whoever finds a batch open and not sent sends its commands again.
        if (start.equals(latest.put(new Claimed(start.attempt(), start.place()), start))) {
            return;
        }
        NavigableMap<Instant, Start> line =
                byLineEpoch.computeIfAbsent(begin.lineEpoch(), key -> new TreeMap<>());
        NavigableMap<Instant, Start> campaign = byCampaign.computeIfAbsent(
                new Planned(begin.campaign(), begin.lineEpoch()), key -> new TreeMap<>());
        checkApart(line, start, spacing);
        checkApart(campaign, start, throttle(start));
        line.put(start.slot(), start);
        campaign.put(start.slot(), start);
    }

    private void checkApart(NavigableMap<Instant, Start> given, Start start, Duration apart) {
        Instant slot = start.slot();
        Violation.unless(!given.containsKey(slot), "a slot is given once: %s and %s", start, given.get(slot));
        Map.Entry<Instant, Start> before = given.lowerEntry(slot);
        Map.Entry<Instant, Start> after = given.higherEntry(slot);
        boolean fits = (before == null || !slot.isBefore(before.getKey().plus(least(apart, before.getValue(), start))))
                && (after == null || !after.getKey().isBefore(slot.plus(least(apart, after.getValue(), start))));
        Violation.unless(fits, "slots are %s apart: %s after %s", apart, start, before);
    }

    /** Settings may have changed between two plans: then the easier ones count. */
    private Duration least(Duration apart, Start one, Start other) {
        if (apart.equals(spacing) || one.epoch() == other.epoch()) {
            return apart;
        }
        Duration before = throttle(one);
        return before.compareTo(apart) < 0 ? before : apart;
    }

    private Duration throttle(Start start) {
        return histories.of(start.attempt().campaign(), start.epoch()).throttle();
    }

    /** Notes that the provider is asked, and returns the slot that the attempt was given for this claim. */
    Optional<Instant> begun(AttemptId attempt, Place place) {
        Start start = latest.get(new Claimed(attempt, place));
        if (start == null) {
            return Optional.empty();
        }
        checkApart(begun, start, spacing);
        begun.put(start.slot(), start);
        NavigableMap<Instant, Start> campaign =
                begunByCampaign.computeIfAbsent(attempt.campaign(), key -> new TreeMap<>());
        checkApart(campaign, start, throttle(start));
        campaign.put(start.slot(), start);
        return Optional.of(start.slot());
    }
}
