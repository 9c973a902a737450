package io.vuelta.domain.campaign;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a campaign's contacts, and what went before it.
 *
 * @param number 0 for the first pass, 1 for the first repeat
 * @param began when this pass began; null before the campaign was first activated, and until a repeated one is activated again
 * @param exhaustedAt when no contact was left to attempt in this pass; null until then
 * @param day local calendar day on which a repeat last began; null before the first
 * @param onDay repeats that have begun on that day
 */
public record Cycle(
        int number,
        @Nullable Instant began,
        @Nullable Instant exhaustedAt,
        @Nullable LocalDate day,
        int onDay) {
    public static final Cycle FIRST = numbered(0);

    /** A cycle of which only the number is known. */
    public static Cycle numbered(int number) {
        return new Cycle(number, null, null, null, 0);
    }

    Cycle beginning(Instant now) {
        return began == null ? new Cycle(number, now, exhaustedAt, day, onDay) : this;
    }

    Cycle dry(Instant now) {
        return new Cycle(number, began, now, day, onDay);
    }

    /** The same pass, as not begun: its campaign was finished, and is repeated. */
    Cycle again() {
        return new Cycle(number, null, null, day, onDay);
    }

    /** A contact must be tried in this same pass after all. */
    Cycle resumed() {
        return new Cycle(number, began, null, day, onDay);
    }

    Cycle next(Instant now, LocalDate today) {
        return new Cycle(number + 1, now, null, today, today.equals(day) ? onDay + 1 : 1);
    }

    /** Repeats that have begun on {@code date}. */
    int begunOn(LocalDate date) {
        return date.equals(day) ? onDay : 0;
    }
}
