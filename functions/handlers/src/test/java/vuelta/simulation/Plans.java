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
    private final Map<AttemptId, Command.Begin> latest = new HashMap<>();
    private final Map<Long, NavigableMap<Instant, Command.Begin>> byLineEpoch = new HashMap<>();
    private final NavigableMap<Instant, Command.Begin> begun = new TreeMap<>();
    private final Map<CampaignId, NavigableMap<Instant, Command.Begin>> begunByCampaign = new HashMap<>();
    private final Map<Planned, NavigableMap<Instant, Command.Begin>> byCampaign = new HashMap<>();

    private record Planned(CampaignId campaign, long lineEpoch) {}

    Plans(Commands commands, Histories histories, Duration spacing) {
        this.commands = commands;
        this.histories = histories;
        this.spacing = spacing;
    }

    @Override
    public void send(List<? extends Command> planned) {
        for (Command command : planned) {
            if (command instanceof Command.Begin begin) {
                note(begin);
            }
        }
        commands.send(planned);
    }

    private void note(Command.Begin begin) {
        latest.put(begin.attempt(), begin);
        NavigableMap<Instant, Command.Begin> line =
                byLineEpoch.computeIfAbsent(begin.lineEpoch(), key -> new TreeMap<>());
        NavigableMap<Instant, Command.Begin> campaign = byCampaign.computeIfAbsent(
                new Planned(begin.attempt().campaign(), begin.lineEpoch()), key -> new TreeMap<>());
        checkApart(line, begin, spacing);
        checkApart(campaign, begin, throttle(begin));
        line.put(begin.notBefore(), begin);
        campaign.put(begin.notBefore(), begin);
    }

    private void checkApart(NavigableMap<Instant, Command.Begin> given, Command.Begin begin, Duration apart) {
        Instant slot = begin.notBefore();
        Violation.unless(!given.containsKey(slot), "a slot is given once: %s", begin);
        Map.Entry<Instant, Command.Begin> before = given.lowerEntry(slot);
        Map.Entry<Instant, Command.Begin> after = given.higherEntry(slot);
        boolean fits = (before == null || !slot.isBefore(before.getKey().plus(least(apart, before.getValue(), begin))))
                && (after == null || !after.getKey().isBefore(slot.plus(least(apart, after.getValue(), begin))));
        Violation.unless(fits, "slots are %s apart: %s after %s", apart, begin, before);
    }

    /** Settings may have changed between two plans: then the easier ones count. */
    private Duration least(Duration apart, Command.Begin one, Command.Begin other) {
        if (apart.equals(spacing) || one.epoch() == other.epoch()) {
            return apart;
        }
        Duration before = throttle(one);
        return before.compareTo(apart) < 0 ? before : apart;
    }

    private Duration throttle(Command.Begin begin) {
        return histories.of(begin.attempt().campaign(), begin.epoch()).throttle();
    }

    /** Notes that the provider is asked, and returns the slot that the attempt was last given. */
    Optional<Instant> begun(AttemptId attempt) {
        Command.Begin begin = latest.get(attempt);
        if (begin == null) {
            return Optional.empty();
        }
        checkApart(begun, begin, spacing);
        begun.put(begin.notBefore(), begin);
        NavigableMap<Instant, Command.Begin> campaign =
                begunByCampaign.computeIfAbsent(attempt.campaign(), key -> new TreeMap<>());
        checkApart(campaign, begin, throttle(begin));
        campaign.put(begin.notBefore(), begin);
        return Optional.of(begin.notBefore());
    }
}
