package vuelta.local.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that CreateSchedule and UpdateSchedule say about a schedule, its name apart, with the API's defaults filled in.
 *
 * @param startDate recurring schedules fire at this time or later; ignored for one-time schedules, as on AWS
 * @param endDate recurring schedules fire at this time at the latest; ignored for one-time schedules, as on AWS
 */
record ScheduleDefinition(
        ScheduleExpression scheduleExpression,
        ZoneId scheduleExpressionTimezone,
        @Nullable Instant startDate,
        @Nullable Instant endDate,
        FlexibleTimeWindow flexibleTimeWindow,
        State state,
        ActionAfterCompletion actionAfterCompletion,
        @Nullable String description,
        Target target) {
    /** AWS refuses older ones ("The StartDate you specify cannot be earlier than 5 minutes ago."). */
    private static final Duration OLDEST_START = Duration.ofMinutes(5);

    enum State {
        ENABLED,
        DISABLED
    }

    /** What becomes of a schedule once its last invocation is over, delivered or given up. */
    enum ActionAfterCompletion {
        NONE,
        DELETE
    }

    ScheduleDefinition {
        RequestRefused.given(scheduleExpression, "ScheduleExpression");
        RequestRefused.given(flexibleTimeWindow, "FlexibleTimeWindow");
        RequestRefused.given(target, "Target");
        scheduleExpressionTimezone = Objects.requireNonNullElse(scheduleExpressionTimezone, ZoneId.of("UTC"));
        state = Objects.requireNonNullElse(state, State.ENABLED);
        actionAfterCompletion = Objects.requireNonNullElse(actionAfterCompletion, ActionAfterCompletion.NONE);
        RequestRefused.notLonger(Objects.requireNonNullElse(description, ""), 512, "Description");
        if (startDate != null && endDate != null && !startDate.isBefore(endDate)) {
            throw RequestRefused.invalid("EndDate", "must be after StartDate");
        }
    }

    /** Checks what depends on the time of the request. */
    void checkDates(Instant now) {
        if (startDate != null && recurs() && startDate.isBefore(now.minus(OLDEST_START))) {
            throw RequestRefused.invalid("StartDate", "cannot be earlier than 5 minutes ago");
        }
    }

    /** When a schedule defined now fires first; empty if it never does. */
    Optional<Instant> first(Instant now) {
        return onlyIfAllowed(scheduleExpression.first(later(now, startDate), scheduleExpressionTimezone));
    }

    /** When a schedule defined at {@code since} fires next after {@code previous}, exclusive; empty if never again. */
    Optional<Instant> after(Instant previous, Instant since) {
        Instant anchor = later(since, startDate);
        return onlyIfAllowed(scheduleExpression.after(previous, anchor, scheduleExpressionTimezone));
    }

    private Optional<Instant> onlyIfAllowed(Optional<Instant> time) {
        return time.filter(t -> state == State.ENABLED)
                .filter(t -> endDate == null || !recurs() || !t.isAfter(endDate));
    }

    private boolean recurs() {
        return switch (scheduleExpression) {
            case ScheduleExpression.At at -> false;
            case ScheduleExpression.Rate rate -> true;
            case CronTimes cron -> true;
        };
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other == null || one.isAfter(other) ? one : other;
    }
}
