package io.vuelta.cloud.streams;

import java.time.Duration;
import java.time.Instant;

/** A tumbling window: from start, which is a multiple of its length, until before end. */
record TimeWindow(Instant start, Instant end) {
    static TimeWindow around(Instant instant, Duration length) {
        long seconds = length.toSeconds();
        Instant start = Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
        return new TimeWindow(start, start.plus(length));
    }
}
