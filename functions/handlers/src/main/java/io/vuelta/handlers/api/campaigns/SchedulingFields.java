package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.window.DayHours;
import io.vuelta.domain.window.InactiveHours;
import io.vuelta.domain.window.WeeklySchedule;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.Fields;
import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calling hours in the API's form: {@code mon} to {@code sun}, each with startTime, stopTime and active. */
final class SchedulingFields {
    private static final String START = "startTime";
    private static final String STOP = "stopTime";
    private static final Set<String> DAY_FIELDS = Set.of(START, STOP, "active");
    private static final int MAX_TIME_LENGTH = 32;
    private static final InactiveHours NOT_GIVEN = new InactiveHours(null, null);

    private SchedulingFields() {}

    /**
     * Reads the week. A day that is absent or not active is closed; the hours of one that is not active are kept. A
     * week without an open day is an error.
     */
    static WeeklySchedule read(Fields body, String name) {
        Fields week = body.object(name).orElseThrow(() -> body.invalid(name, "must be an object"));
        Set<String> names = new HashSet<>();
        Map<DayOfWeek, DayHours> hours = new EnumMap<>(DayOfWeek.class);
        Map<DayOfWeek, InactiveHours> inactive = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            names.add(wire(day));
            week.object(wire(day)).ifPresent(fields -> {
                if (isActive(fields)) {
                    hours.put(day, hours(fields));
                } else {
                    inactive(fields).ifPresent(given -> inactive.put(day, given));
                }
            });
        }
        week.allowOnly(names);
        if (hours.isEmpty()) {
            throw body.invalid(name, "must have at least one active day; without one no attempt can begin");
        }
        return new WeeklySchedule(hours, inactive);
    }

    static JsonNode json(WeeklySchedule window) {
        Map<DayOfWeek, DayHours> hours = window.hours();
        if (hours == null) {
            return NullNode.getInstance();
        }
        ObjectNode week = ApiJson.object();
        for (DayOfWeek day : DayOfWeek.values()) {
            DayHours open = hours.get(day);
            InactiveHours given = window.inactive().getOrDefault(day, NOT_GIVEN);
            week.set(
                    wire(day),
                    ApiJson.object()
                            .put("startTime", open == null ? given.startTime() : open.startTime())
                            .put("stopTime", open == null ? given.stopTime() : open.stopTime())
                            .put("active", open != null));
        }
        return week;
    }

    private static boolean isActive(Fields day) {
        day.allowOnly(DAY_FIELDS);
        return day.flag("active").orElse(true);
    }

    private static Optional<InactiveHours> inactive(Fields day) {
        return Optional.of(new InactiveHours(time(day, START), time(day, STOP)))
                .filter(given -> !given.equals(NOT_GIVEN));
    }

    private static @Nullable String time(Fields day, String name) {
        Optional<String> time = day.text(name, MAX_TIME_LENGTH).filter(text -> !text.isBlank());
        time.ifPresent(text -> {
            var _ = minutes(day, name, text);
        });
        return time.orElse(null);
    }

    private static DayHours hours(Fields day) {
        int start = minutes(day, START, day.requiredText(START, MAX_TIME_LENGTH));
        int stop = minutes(day, STOP, day.requiredText(STOP, MAX_TIME_LENGTH));
        if (start == DayHours.END) {
            throw day.invalid(START, "must be before 24:00");
        }
        if (start == stop) {
            throw day.invalid(STOP, "must differ from startTime");
        }
        return new DayHours(start, stop);
    }

    private static int minutes(Fields day, String name, String text) {
        try {
            return DayHours.minutes(text);
        } catch (IllegalArgumentException _) {
            throw day.invalid(name, "must be HH:MM, 24 h, from 00:00 to 24:00");
        }
    }

    private static String wire(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }
}
