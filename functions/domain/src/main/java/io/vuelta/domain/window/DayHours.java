package io.vuelta.domain.window;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One weekday's window, half-open: open from {@code start} until just before {@code stop}.
 *
 * @param start minutes after local midnight, 0 to 1439
 * @param stop minutes after local midnight, 1 to 1440 (24:00); less than {@code start} means the next day
 */
public record DayHours(int start, int stop) {
    private static final int DAY = 24 * 60;

    /** The minute of 24:00. */
    public static final int END = DAY;

    private static final Pattern HOUR_MINUTE = Pattern.compile("([01][0-9]|2[0-4]):([0-5][0-9])");

    public DayHours {
        if (start < 0 || start >= DAY || stop < 0 || stop > DAY) {
            throw new IllegalArgumentException("hours must lie between 00:00 and 24:00");
        }
        if (start == stop) {
            throw new IllegalArgumentException("startTime and stopTime must differ");
        }
    }

    /** Parses {@code HH:MM}, 24 h; {@code 24:00} is only allowed as the end. */
    public static DayHours of(String startTime, String stopTime) {
        return new DayHours(minutes(startTime), minutes(stopTime));
    }

    public boolean pastMidnight() {
        return stop < start;
    }

    public String startTime() {
        return text(start);
    }

    public String stopTime() {
        return text(stop);
    }

    /** Minutes after midnight of {@code HH:MM}, up to 24:00. Throws IllegalArgumentException for any other text. */
    public static int minutes(String time) {
        Matcher parts = HOUR_MINUTE.matcher(time);
        if (!parts.matches()) {
            throw new IllegalArgumentException("times are HH:MM, 24 h; got " + time);
        }
        int minutes = Integer.parseInt(parts.group(1)) * 60 + Integer.parseInt(parts.group(2));
        if (minutes > DAY) {
            throw new IllegalArgumentException("times end at 24:00; got " + time);
        }
        return minutes;
    }

    private static String text(int minutes) {
        return "%02d:%02d".formatted(minutes / 60, minutes % 60);
    }
}
