package io.vuelta.handlers.api.http;

import java.time.Duration;

/** Durations as the API shows them. */
public final class Durations {
    private Durations() {}

    /** {@code MM:SS}, where the minutes may exceed 59. */
    public static String text(Duration duration) {
        return "%02d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
