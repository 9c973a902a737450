package io.vuelta.domain.campaign;

import io.vuelta.domain.window.DatedSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The repetitions of a campaign: how many, when, and with which contacts.
 *
 * @param rhythm what determines the beginning of a cycle
 * @param maxIterations how many times the campaign is repeated after its first pass, 0 to 1,000; null for no limit
 * @param maxPerDay repeats that may begin on one calendar day of the campaign's zone, 1 to 100; null for no limit
 * @param filterStatuses contacts in one of these statuses keep it, and are not tried in later cycles
 * @param filterTags contacts with one of these tags are also not tried in later cycles
 */
public record Cycles(
        Rhythm rhythm,
        @Nullable Integer maxIterations,
        @Nullable Integer maxPerDay,
        Set<ContactStatus> filterStatuses,
        Set<String> filterTags) {
    private static final int MAX_ITERATIONS = 1_000;
    private static final int MAX_PER_DAY = 100;

    /** Number of days that are searched for a day on which another repeat may begin. */
    private static final int DAYS_AHEAD = 2;

    public Cycles {
        InvalidSetting.require(
                maxIterations == null || (maxIterations >= 0 && maxIterations <= MAX_ITERATIONS),
                "cycles.max_iterations",
                "must be from 0 to " + MAX_ITERATIONS);
        InvalidSetting.require(
                maxPerDay == null || (maxPerDay >= 1 && maxPerDay <= MAX_PER_DAY),
                "cycles.max_iterations_per_day",
                "must be from 1 to " + MAX_PER_DAY);
        filterStatuses = Set.copyOf(filterStatuses);
        filterTags = Set.copyOf(filterTags);
    }

    /** The rule for the beginning of a cycle. */
    public sealed interface Rhythm {
        /** The next cycle begins this long after the previous pass was exhausted. */
        record Cooldown(Duration length) implements Rhythm {
            private static final Duration MAX_LENGTH = Duration.ofDays(365);

            public Cooldown {
                InvalidSetting.require(
                        !length.isNegative() && length.compareTo(MAX_LENGTH) <= 0,
                        "cycles.cooldown_minutes",
                        "must be from 0 to " + MAX_LENGTH.toMinutes());
            }
        }

        /** At the start of each scheduled day's window; attempts of such cycles are also limited to these hours. */
        record Scheduled(DatedSchedule schedule) implements Rhythm {}
    }

    /** The hours within which a repeat makes its attempts, in addition to the campaign's own. */
    Optional<DatedSchedule> hours() {
        return rhythm instanceof Rhythm.Scheduled scheduled ? Optional.of(scheduled.schedule()) : Optional.empty();
    }

    /** Whether a contact with this final status is tried again in the next cycle. */
    public boolean bringBack(ContactStatus status, Collection<String> tags) {
        return status.mayReturn()
                && !filterStatuses.contains(status)
                && tags.stream().noneMatch(filterTags::contains);
    }

    /** Whether {@code other} selects the same contacts. */
    boolean filterLike(Cycles other) {
        return filterStatuses.equals(other.filterStatuses) && filterTags.equals(other.filterTags);
    }

    /** When the next cycle begins after a pass that was exhausted at {@code exhaustedAt}; empty if there is none. */
    Optional<Instant> next(Cycle now, Instant exhaustedAt, ZoneId zone) {
        if (maxIterations != null && now.number() >= maxIterations) {
            return Optional.empty();
        }
        return switch (rhythm) {
            case Rhythm.Cooldown cooldown -> Optional.of(withinDays(now, exhaustedAt.plus(cooldown.length()), zone));
            case Rhythm.Scheduled scheduled -> nextStart(now, scheduled.schedule(), exhaustedAt, zone);
        };
    }

    private Instant withinDays(Cycle now, Instant earliest, ZoneId zone) {
        LocalDate day = earliest.atZone(zone).toLocalDate();
        return full(now, day) ? day.plusDays(1).atStartOfDay(zone).toInstant() : earliest;
    }

    private Optional<Instant> nextStart(Cycle now, DatedSchedule schedule, Instant after, ZoneId zone) {
        Optional<Instant> start = schedule.nextStart(after, zone);
        for (int day = 0; day < DAYS_AHEAD && start.isPresent(); day++) {
            if (!full(now, start.get().atZone(zone).toLocalDate())) {
                return start;
            }
            start = schedule.nextStart(start.get(), zone);
        }
        return start;
    }

    private boolean full(Cycle now, LocalDate day) {
        return maxPerDay != null && now.begunOn(day) >= maxPerDay;
    }
}
