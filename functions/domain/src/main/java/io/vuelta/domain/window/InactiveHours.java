package io.vuelta.domain.window;

import org.jspecify.annotations.Nullable;

/**
 * The hours that a day would have if it were active: they do not open a window, and are stored only for display.
 *
 * @param startTime {@code HH:MM}, 24 h; null if absent
 * @param stopTime {@code HH:MM}, 24 h; null if absent; it may equal {@code startTime}
 */
public record InactiveHours(
        @Nullable String startTime, @Nullable String stopTime) {
    public InactiveHours {
        check(startTime);
        check(stopTime);
    }

    private static void check(@Nullable String time) {
        if (time != null) {
            var _ = DayHours.minutes(time);
        }
    }
}
