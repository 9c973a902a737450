package io.vuelta.domain.campaign;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a campaign's contacts, and its number among the passes.
 *
 * @param number 0 for the first pass, 1 for the first repeat
 * @param began when this pass began; null before the campaign was first activated, and until a repeated one is
 *     activated again
 * @param exhaustedAt when no contact was left to attempt in this pass; null until then
 * @param day local calendar day on which a repeat last began; null before the first
 * @param onDay the number of repeats that began on that day
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

    Cycle exhausted(Instant now) {
        return new Cycle(number, began, now, day, onDay);
    }

    /** The same pass, not begun yet: its campaign was finished, and is repeated. */
    Cycle again() {
        return new Cycle(number, null, null, day, onDay);
    }

    /** The same pass, not exhausted: a contact must still be tried in it. */
    Cycle resumed() {
        return new Cycle(number, began, null, day, onDay);
    }

    Cycle next(Instant now, LocalDate today) {
        return new Cycle(number + 1, now, null, today, today.equals(day) ? onDay + 1 : 1);
    }

    /** The number of repeats that began on {@code date}. */
    int begunOn(LocalDate date) {
        return date.equals(day) ? onDay : 0;
    }
}
