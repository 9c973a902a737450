package io.vuelta.domain.count;

import static java.util.Objects.requireNonNull;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Cycle;
import io.vuelta.domain.contact.Contact;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One of the {@value #SLOTS} parts of a campaign's counts. A shard of the change stream is counted in one of them,
 * which also stores the position up to which the shard has been counted: repeated changes are skipped.
 *
 * @param slot the number of the part, 0 to 15
 * @param cycle the highest cycle in which a counted contact was written; the sums are read in it
 * @param hours the figures of the latest hours of this part that are not in the items of their days yet, see {@link
 *     #split}
 * @param marks the position of each shard that was read lately
 * @param version raised by every write; 0 before the first
 */
public record Tally(
        CampaignId campaign,
        int slot,
        int cycle,
        Sums sums,
        HourlyFigures hours,
        SortedMap<String, Mark> marks,
        long version) {
    public static final int SLOTS = 16;

    /** Number of digits of a padded sequence number. Those of the service have 21 to 40. */
    public static final int SEQUENCE_DIGITS = 40;

    /** Maximum number of hours whose figures a part keeps: most events of an attempt arrive within this time. */
    static final int MAX_HOURS = 6;

    /** How long marks are kept: the stream itself keeps records for 24 hours. */
    private static final Duration MARKS_KEPT = Duration.ofDays(2);

    public Tally {
        marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
    }

    /**
     * The position up to which a shard has been counted.
     *
     * @param sequence the sequence number of the last change, padded
     * @param at when it was counted
     */
    public record Mark(String sequence, Instant at) {}

    public static Tally none(CampaignId campaign, int slot) {
        return new Tally(campaign, slot, 0, Sums.NONE, HourlyFigures.NONE, new TreeMap<>(), 0);
    }

    /** The part in which a shard is counted. */
    public static int slotOf(String shard) {
        return Math.floorMod(shard.hashCode(), SLOTS);
    }

    /** Counts the changes of one shard that are not counted yet, in the order of their sequence numbers. */
    public Tally with(String shard, List<Change> changes, Instant now) {
        Mark mark = marks.get(shard);
        List<Change> fresh = changes.stream()
                .filter(change -> mark == null || change.sequence().compareTo(mark.sequence()) > 0)
                .sorted((one, other) -> one.sequence().compareTo(other.sequence()))
                .toList();
        if (fresh.isEmpty()) {
            return this;
        }
        Tally next = this;
        for (Change change : fresh) {
            next = next.with(change);
        }
        SortedMap<String, Mark> kept = new TreeMap<>(marks);
        kept.values().removeIf(old -> old.at().isBefore(now.minus(MARKS_KEPT)));
        kept.put(shard, new Mark(fresh.getLast().sequence(), now));
        return new Tally(campaign, slot, next.cycle, next.sums, next.hours, kept, version);
    }

    /** The sums in the campaign's cycle, also if this part has counted nothing in that cycle yet. */
    public Sums in(int cycleNow) {
        return inCycle(Math.max(cycle, cycleNow)).sums;
    }

    private Tally with(Change change) {
        return switch (change) {
            case Change.OfContact of -> {
                Tally in = inCycle(Math.max(cycle, of.after().cyclePosition().cycle()));
                yield in.withSums(in.sums.plus(in.difference(of))).withHours(hours(of));
            }
            case Change.OfEarlierAttempt of ->
                withSums(sums.plus(difference(of))).withHours(hours(of));
            case Change.Expired _ -> this;
            case Change.Unreadable _ -> withSums(sums.toBeRecounted());
        };
    }

    private Tally inCycle(int number) {
        Tally in = this;
        while (in.cycle < number) {
            in = new Tally(campaign, slot, in.cycle + 1, in.sums.nextCycle(), hours, marks, version);
        }
        return in;
    }

    private Sums difference(Change.OfContact change) {
        Contact before = change.before();
        Contact after = change.after();
        Sums sumsBefore = before == null ? Sums.NONE : of(before);
        Sums changed = of(after).minus(sumsBefore);
        boolean newAttempt = before != null && !attemptNumber(before).equals(attemptNumber(after));
        // The replaced attempt still counts: it is stored separately, and its insertion is not counted.
        Counters attempt = newAttempt
                ? ofAttempt(after.latest())
                : ofAttempt(after.latest()).minus(before == null ? Counters.NONE : ofAttempt(before.latest()));
        return changed.plus(new Sums(attempt, 0, 0, 0, 0, false)).plus(moves(before, after));
    }

    private static HourlyFigures hours(Change.OfContact change) {
        Contact before = change.before();
        Contact after = change.after();
        HourlyFigures all = HourlyFigures.of(after).plus(ofLatest(after));
        if (before == null) {
            return all;
        }
        HourlyFigures less = HourlyFigures.of(before);
        return all.minus(attemptNumber(before).equals(attemptNumber(after)) ? less.plus(ofLatest(before)) : less);
    }

    private static HourlyFigures ofLatest(Contact contact) {
        Attempt latest = contact.latest();
        return latest == null ? HourlyFigures.NONE : HourlyFigures.of(latest);
    }

    private static HourlyFigures hours(Change.OfEarlierAttempt change) {
        Attempt before = change.before();
        return before == null
                ? HourlyFigures.NONE
                : HourlyFigures.of(change.after()).minus(HourlyFigures.of(before));
    }

    private static Integer attemptNumber(Contact contact) {
        Attempt latest = contact.latest();
        return latest == null ? 0 : latest.id().number();
    }

    private static Counters ofAttempt(@Nullable Attempt attempt) {
        return attempt == null ? Counters.NONE : Counters.of(attempt);
    }

    /** The counts of events: claims, their ends, and added contacts. */
    private static Sums moves(@Nullable Contact before, Contact after) {
        boolean claimed =
                after.place() != null && (before == null || !after.place().equals(before.place()));
        boolean ended = before != null && before.isUnderWay() && !after.isUnderWay();
        boolean there = before != null && !before.isRemoved();
        boolean added = !there && !after.isRemoved();
        int edits = after.edits() - (before == null ? 0 : before.edits());
        return new Sums(Counters.NONE, claimed ? 1 : 0, ended ? 1 : 0, added ? 1 : 0, edits, false);
    }

    private Sums of(Contact contact) {
        return new Sums(Counters.of(contact.in(Cycle.numbered(cycle))), 0, 0, 0, 0, false);
    }

    private static Sums difference(Change.OfEarlierAttempt change) {
        Attempt before = change.before();
        Counters counters =
                before == null ? Counters.NONE : Counters.of(change.after()).minus(Counters.of(before));
        return new Sums(counters, 0, 0, 0, 0, false);
    }

    private Tally withSums(Sums to) {
        return new Tally(campaign, slot, cycle, to, hours, marks, version);
    }

    private Tally withHours(HourlyFigures more) {
        return more.hours().isEmpty() ? this : new Tally(campaign, slot, cycle, sums, hours.plus(more), marks, version);
    }

    /**
     * A part, and the figures that move to the items of their days in the same step.
     *
     * @param kept the part, with at most {@value #MAX_HOURS} hours
     */
    public record Split(Tally kept, HourlyFigures moved) {}

    /**
     * The values of this part that are written. When the part gets the first figures of an hour, they are moved to the
     * item of their day immediately, and the part remembers the hour. So the figures of a day exist as soon as anything
     * is counted in it. Further counts of a remembered hour are added to this part, without another write, until later
     * hours replace it.
     *
     * @param before the part as it was read
     */
    public Split split(Tally before) {
        SortedMap<Instant, Map<HourlyFigures.Figure, Long>> kept = new TreeMap<>(hours.hours());
        SortedMap<Instant, Map<HourlyFigures.Figure, Long>> moved = new TreeMap<>();
        for (Instant hour : hours.hours().keySet()) {
            if (!before.hours.hours().containsKey(hour)) {
                moved.put(hour, requireNonNull(kept.put(hour, Map.of())));
            }
        }
        while (kept.size() > MAX_HOURS) {
            Instant oldest = kept.firstKey();
            moved.merge(oldest, requireNonNull(kept.remove(oldest)), HourlyFigures::sum);
        }
        Tally next = new Tally(campaign, slot, cycle, sums, new HourlyFigures(kept), marks, version);
        return new Split(next, new HourlyFigures(moved).withoutEmpty());
    }

    /** The same part with other sums, from a recount. */
    Tally recounted(int inCycle, Sums counted) {
        return new Tally(campaign, slot, inCycle, counted, hours, marks, version);
    }

    /** The same part with the version after one more write. */
    public Tally written() {
        return new Tally(campaign, slot, cycle, sums, hours, marks, version + 1);
    }
}
