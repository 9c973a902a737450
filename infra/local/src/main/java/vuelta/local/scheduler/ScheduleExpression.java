package vuelta.local.scheduler;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a schedule fires: once, at a steady rate, or by the calendar.
 *
 * <p>Grammar and daylight saving rules: EventBridge Scheduler User Guide, "Schedule types" (local times that do not
 * exist are skipped; times that exist twice fire once; a day of a rate is 24 hours).
 */
sealed interface ScheduleExpression permits ScheduleExpression.At, ScheduleExpression.Rate, CronTimes {
    /** The expression as it was given. */
    String text();

    /**
     * The first time to fire of a schedule that may fire from {@code notBefore} on, or empty if it never does. A
     * one-time expression answers its time even if that is over.
     */
    Optional<Instant> first(Instant notBefore, ZoneId zone);

    /**
     * The first time to fire after {@code previous}, exclusive, or empty if there is none.
     *
     * @param anchor when the schedule began, from which a rate counts
     */
    Optional<Instant> after(Instant previous, Instant anchor, ZoneId zone);

    static ScheduleExpression parse(String text) {
        Matcher at = At.SYNTAX.matcher(text);
        if (at.matches()) {
            return At.parse(text, at.group(1));
        }
        Matcher rate = Rate.SYNTAX.matcher(text);
        if (rate.matches()) {
            return Rate.parse(text, rate);
        }
        return CronTimes.parse(text);
    }

    static RequestRefused refused(String text, String rule) {
        return RequestRefused.invalid("ScheduleExpression", rule + ": " + text);
    }

    /** Fires once. */
    record At(String text, LocalDateTime time) implements ScheduleExpression {
        private static final Pattern SYNTAX = Pattern.compile("at\\((\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)\\)");

        private static At parse(String text, String time) {
            try {
                return new At(text, LocalDateTime.parse(time));
            } catch (DateTimeException e) {
                throw refused(text, "must hold a date and time that exist (" + e.getMessage() + ")");
            }
        }

        @Override
        public Optional<Instant> first(Instant notBefore, ZoneId zone) {
            return instantOf(time, zone);
        }

        @Override
        public Optional<Instant> after(Instant previous, Instant anchor, ZoneId zone) {
            return Optional.empty();
        }
    }

    /** Fires when the schedule begins, and again after every period. */
    record Rate(String text, Duration period) implements ScheduleExpression {
        private static final Pattern SYNTAX = Pattern.compile("rate\\(([1-9]\\d{0,5}) (minute|hour|day)s?\\)");

        private static Rate parse(String text, Matcher matched) {
            int count = Integer.parseInt(matched.group(1));
            return new Rate(
                    text,
                    switch (matched.group(2)) {
                        case "minute" -> Duration.ofMinutes(count);
                        case "hour" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }

        @Override
        public Optional<Instant> first(Instant notBefore, ZoneId zone) {
            return Optional.of(notBefore);
        }

        @Override
        public Optional<Instant> after(Instant previous, Instant anchor, ZoneId zone) {
            if (previous.isBefore(anchor)) {
                return Optional.of(anchor);
            }
            long periods = Duration.between(anchor, previous).dividedBy(period) + 1;
            return Optional.of(anchor.plus(period.multipliedBy(periods)));
        }
    }

    /** The instant of a local time; the first of two when clocks go back, empty for a time clocks skip. */
    static Optional<Instant> instantOf(LocalDateTime time, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        return offsets.stream().findFirst().map(time::toInstant);
    }
}
