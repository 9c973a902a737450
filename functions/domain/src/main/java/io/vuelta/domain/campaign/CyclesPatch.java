package io.vuelta.domain.campaign;

import io.vuelta.domain.campaign.Cycles.Rhythm;
import io.vuelta.domain.window.DatedSchedule;
import io.vuelta.domain.window.WeeklySchedule;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of a campaign's cycles. Null sets the default of a member, which is none. Whether there are cycles, and what
 * determines their beginning, cannot be changed after the campaign is created.
 *
 * @param cooldown only for campaigns whose cycles begin after a cooldown
 * @param week only for campaigns whose cycles begin by a schedule, as are the first and the last day
 */
public record CyclesPatch(
        FieldPatch<Duration> cooldown,
        FieldPatch<WeeklySchedule> week,
        FieldPatch<LocalDate> firstDay,
        FieldPatch<LocalDate> lastDay,
        FieldPatch<Integer> maxIterations,
        FieldPatch<Integer> maxPerDay,
        FieldPatch<Set<ContactStatus>> filterStatuses,
        FieldPatch<Set<String>> filterTags) {
    private static final String COOLDOWN = "cycles.cooldown_minutes";

    Cycles applied(Cycles now) {
        return new Cycles(
                applied(now.rhythm()),
                maxIterations.applied(now.maxIterations()),
                maxPerDay.applied(now.maxPerDay()),
                filterStatuses.applied(now.filterStatuses(), Set.of()),
                filterTags.applied(now.filterTags(), Set.of()));
    }

    private Rhythm applied(Rhythm now) {
        return switch (now) {
            case Rhythm.Cooldown current -> {
                refuseSchedule();
                yield new Rhythm.Cooldown(required(
                        cooldown, current.length(), COOLDOWN, "is required in mode cooldown: minutes, as an integer"));
            }
            case Rhythm.Scheduled current -> {
                InvalidSetting.require(!cooldown.isGiven(), COOLDOWN, "is for mode cooldown only; remove it");
                yield scheduled(current.schedule());
            }
        };
    }

    private void refuseSchedule() {
        Map<String, FieldPatch<?>> ofSchedule = new LinkedHashMap<>();
        ofSchedule.put("cycles.schedule", week);
        ofSchedule.put("cycles.schedule_start_date", firstDay);
        ofSchedule.put("cycles.schedule_end_date", lastDay);
        ofSchedule.forEach((name, patch) -> {
            if (patch.isGiven()) {
                throw new InvalidSetting(
                        InvalidSetting.Code.SCHEDULED_MODE_ONLY, name, "is for mode scheduled only; remove it");
            }
        });
    }

    private Rhythm scheduled(DatedSchedule now) {
        WeeklySchedule hours = required(week, now.week(), "cycles.schedule", "must be an object");
        return scheduled(hours, firstDay.applied(now.firstDay()), lastDay.applied(now.lastDay()));
    }

    /** Cycles by a schedule, whose last day is not before its first. */
    public static Rhythm scheduled(WeeklySchedule week, @Nullable LocalDate first, @Nullable LocalDate last) {
        InvalidSetting.require(
                first == null || last == null || !last.isBefore(first),
                "cycles.schedule_end_date",
                "must not be before schedule_start_date, " + first);
        return new Rhythm.Scheduled(new DatedSchedule(week, first, last));
    }

    private static <T> T required(FieldPatch<T> patch, T now, String field, String remedy) {
        InvalidSetting.require(patch.isAbsent() || patch.isGiven(), field, remedy);
        return patch.applied(now, now);
    }
}
