package vuelta.local.scheduler;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule and where it stands.
 *
 * @param clientToken token of the request that created it
 * @param modified when its definition was given; a rate without StartDate counts from here
 * @param next the time it is to fire next, flexible window not added; null if it never will
 */
record StoredSchedule(
        ScheduleName name,
        ScheduleDefinition definition,
        @Nullable String clientToken,
        Instant created,
        Instant modified,
        @Nullable Instant next)
        implements Entry {
    static final String KEYS = "schedule/";

    static StoredSchedule create(
            ScheduleName name, ScheduleDefinition definition, @Nullable String token, Instant now) {
        return new StoredSchedule(
                name, definition, token, now, now, definition.first(now).orElse(null));
    }

    StoredSchedule redefine(ScheduleDefinition replacement, Instant now) {
        return new StoredSchedule(
                name,
                replacement,
                clientToken,
                created,
                now,
                replacement.first(now).orElse(null));
    }

    boolean isDue(Instant now) {
        return next != null && !next.plus(delay(next)).isAfter(now);
    }

    private Duration delay(Instant time) {
        return definition.flexibleTimeWindow().delayOf(name.arn() + time);
    }

    /** After it fired: times missed meanwhile are passed over, except those whose flexible window is still open. */
    StoredSchedule fired(Instant fired, Instant now) {
        Instant windowOpened = now.minus(definition.flexibleTimeWindow().length());
        Instant previous = fired.isAfter(windowOpened) ? fired : windowOpened;
        return new StoredSchedule(
                name,
                definition,
                clientToken,
                created,
                modified,
                definition.after(previous, modified).orElse(null));
    }

    @Override
    public String key() {
        return keyOf(name);
    }

    static String keyOf(ScheduleName name) {
        return keysOfGroup(name.group()) + name.name();
    }

    static String keysOfGroup(String group) {
        return KEYS + group + "/";
    }
}
