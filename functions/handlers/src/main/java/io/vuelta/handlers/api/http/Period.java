package io.vuelta.handlers.api.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The time between {@code startDate} and {@code endDate}, both inclusive; each is a day of the campaign's zone or an
 * instant, and may be absent.
 *
 * @param from the first instant, by zone; null for no bound
 * @param until the first instant that is too late, by zone; null for no bound
 */
public record Period(
        @Nullable Function<ZoneId, Instant> from, @Nullable Function<ZoneId, Instant> until) {
    public static Period of(Query query) {
        return new Period(bound(query, "startDate", 0), bound(query, "endDate", 1));
    }

    public boolean isAlways() {
        return from == null && until == null;
    }

    public boolean contains(Instant at, ZoneId zone) {
        return (from == null || !at.isBefore(from.apply(zone))) && (until == null || at.isBefore(until.apply(zone)));
    }

    private static @Nullable Function<ZoneId, Instant> bound(Query query, String name, int after) {
        String text = query.text(name).orElse(null);
        if (text == null) {
            return null;
        }
        try {
            if (text.indexOf('T') < 0) {
                LocalDate day = LocalDate.parse(text).plusDays(after);
                return zone -> day.atStartOfDay(zone).toInstant();
            }
            Instant instant = OffsetDateTime.parse(text).toInstant().plusNanos(after);
            return zone -> instant;
        } catch (DateTimeException e) {
            throw ApiError.invalid(name, "must be a day (2030-01-31) or ISO 8601 with Z or an offset");
        }
    }
}
