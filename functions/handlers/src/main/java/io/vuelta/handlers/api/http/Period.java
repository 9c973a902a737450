package io.vuelta.handlers.api.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The time between {@code startDate} and {@code endDate}, both inclusive; each is a day in the campaign's time zone or
 * an instant, and is optional.
 *
 * @param from gives the first instant for a time zone; null without a lower bound
 * @param until gives the first instant after the period for a time zone; null without an upper bound
 */
public record Period(
        @Nullable Function<ZoneId, Instant> from, @Nullable Function<ZoneId, Instant> until) {
    public static final String START = "startDate";
    public static final String END = "endDate";
    private static final int MAX_LENGTH = 64;

    public static Period of(Query query) {
        return of(query.text(START).orElse(null), query.text(END).orElse(null));
    }

    public static Period of(Fields fields) {
        return of(
                fields.text(START, MAX_LENGTH).orElse(null),
                fields.text(END, MAX_LENGTH).orElse(null));
    }

    /** The period between these bounds. It is an error if it has no instant in any time zone. */
    private static Period of(@Nullable String start, @Nullable String end) {
        Period period = new Period(bound(start, START, 0), bound(end, END, 1));
        // A day begins first and ends last in these zones.
        return period.isEmptyIn(ZoneOffset.ofHours(14)) ? period.in(ZoneOffset.ofHours(-12)) : period;
    }

    /** This period. It is an error if it has no instant in this time zone. */
    public Period in(ZoneId zone) {
        if (isEmptyIn(zone)) {
            throw ApiError.invalid(END, "must not be before " + START);
        }
        return this;
    }

    private boolean isEmptyIn(ZoneId zone) {
        return from != null && until != null && !from.apply(zone).isBefore(until.apply(zone));
    }

    public boolean isAlways() {
        return from == null && until == null;
    }

    public boolean contains(Instant at, ZoneId zone) {
        return (from == null || !at.isBefore(from.apply(zone))) && (until == null || at.isBefore(until.apply(zone)));
    }

    private static @Nullable Function<ZoneId, Instant> bound(@Nullable String text, String name, int after) {
        if (text == null) {
            return null;
        }
        try {
            if (text.indexOf('T') < 0) {
                LocalDate day = inCalendar(LocalDate.parse(text), name).plusDays(after);
                return zone -> day.atStartOfDay(zone).toInstant();
            }
            OffsetDateTime time = OffsetDateTime.parse(text);
            var _ = inCalendar(time.toLocalDate(), name);
            Instant instant = time.toInstant().plusNanos(after);
            return _ -> instant;
        } catch (DateTimeException _) {
            throw ApiError.invalid(name, "must be a day (2030-01-31) or ISO 8601 with Z or an offset");
        }
    }

    private static LocalDate inCalendar(LocalDate day, String name) {
        if (!Fields.isInCalendar(day)) {
            throw ApiError.invalid(name, Fields.OUTSIDE_CALENDAR);
        }
        return day;
    }
}
