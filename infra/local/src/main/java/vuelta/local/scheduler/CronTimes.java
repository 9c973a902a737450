package vuelta.local.scheduler;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronConstraint;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.QuestionMark;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fires by the calendar: minutes, hours, day of month, month, day of week (1 is Sunday), year.
 *
 * @param times the expression's local times; asked in UTC only, so that no library decides about daylight saving
 */
record CronTimes(String text, ExecutionTime times) implements ScheduleExpression {
    private static final Pattern SYNTAX = Pattern.compile("cron\\((.+)\\)");
    private static final CronParser PARSER = new CronParser(awsCron());

    /** The longest stretch of local time a zone ever skipped or repeated is a day, at most one time to fire a minute. */
    private static final int MOST_TIMES_PASSED_OVER = 24 * 60;

    static CronTimes parse(String text) {
        Matcher cron = SYNTAX.matcher(text);
        if (!cron.matches()) {
            throw ScheduleExpression.refused(
                    text, "must be at(yyyy-mm-ddThh:mm:ss), rate(n minutes|hours|days) or cron(six fields)");
        }
        try {
            return new CronTimes(
                    text, ExecutionTime.forCron(PARSER.parse(cron.group(1)).validate()));
        } catch (IllegalArgumentException e) {
            throw ScheduleExpression.refused(text, "is no cron expression (" + e.getMessage() + ")");
        }
    }

    @Override
    public Optional<Instant> first(Instant notBefore, ZoneId zone) {
        return after(notBefore.minusNanos(1), notBefore, zone);
    }

    @Override
    public Optional<Instant> after(Instant previous, Instant anchor, ZoneId zone) {
        Optional<LocalDateTime> local = nextLocal(LocalDateTime.ofInstant(previous, zone));
        for (int passed = 0; local.isPresent() && passed <= MOST_TIMES_PASSED_OVER; passed++) {
            Optional<Instant> next = ScheduleExpression.instantOf(local.get(), zone);
            if (next.isPresent() && next.get().isAfter(previous)) {
                return next;
            }
            local = nextLocal(local.get());
        }
        return Optional.empty();
    }

    private Optional<LocalDateTime> nextLocal(LocalDateTime after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }

    /** EventBridge Scheduler User Guide, "Schedule types", "Cron-based schedules": fields, wildcards and the rule of the ?. */
    private static CronDefinition awsCron() {
        return CronDefinitionBuilder.defineCron()
                .withMinutes()
                .withStrictRange()
                .and()
                .withHours()
                .withStrictRange()
                .and()
                .withDayOfMonth()
                .supportsL()
                .supportsW()
                .supportsLW()
                .supportsQuestionMark()
                .and()
                .withMonth()
                .and()
                .withDayOfWeek()
                .withValidRange(1, 7)
                .withMondayDoWValue(2)
                .supportsHash()
                .supportsL()
                .supportsQuestionMark()
                .and()
                .withYear()
                .withValidRange(1970, 2199)
                .and()
                .withCronValidation(new OneQuestionMark())
                .instance();
    }

    /** Day of month and day of week cannot both be given. */
    private static final class OneQuestionMark extends CronConstraint {
        private static final long serialVersionUID = 1L;

        OneQuestionMark() {
            super("exactly one of day-of-month and day-of-week must be ?");
        }

        @Override
        public boolean validate(Cron cron) {
            return isQuestionMark(cron, CronFieldName.DAY_OF_MONTH) != isQuestionMark(cron, CronFieldName.DAY_OF_WEEK);
        }

        private static boolean isQuestionMark(Cron cron, CronFieldName field) {
            return cron.retrieve(field).getExpression() instanceof QuestionMark;
        }
    }
}
