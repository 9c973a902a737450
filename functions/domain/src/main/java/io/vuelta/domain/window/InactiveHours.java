package io.vuelta.domain.window;

import org.jspecify.annotations.Nullable;

/**
 * The hours that a day would have if it were active: they open no window and are stored only to be shown.
 *
 * @param startTime {@code HH:MM}, 24 h; null for not given
 * @param stopTime likewise; it may equal {@code startTime}
 */
public record InactiveHours(
        @Nullable String startTime, @Nullable String stopTime) {
    public InactiveHours {
        check(startTime);
        check(stopTime);
    }

    private static void check(@Nullable String time) {
        if (time != null) {
            int unused = DayHours.minutes(time);
        }
    }
}
