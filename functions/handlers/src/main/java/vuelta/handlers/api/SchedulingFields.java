package vuelta.handlers.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import vuelta.domain.window.DayHours;
import vuelta.domain.window.WeeklySchedule;

/** The window as the API has it: {@code mon} to {@code sun}, each with startTime, stopTime and active. */
final class SchedulingFields {
    private static final Set<String> DAY_FIELDS = Set.of("startTime", "stopTime", "active");
    private static final int LONGEST_TIME = 32;

    private SchedulingFields() {}

    /** Reads it. A day that is absent or not active is closed; a week without an open day is an error. */
    static WeeklySchedule read(Fields body, String name) {
        Fields week = body.object(name).orElseThrow(() -> body.invalid(name, "must be an object"));
        Set<String> names = new HashSet<>();
        Map<DayOfWeek, DayHours> hours = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            names.add(wire(day));
            week.object(wire(day))
                    .filter(SchedulingFields::isActive)
                    .ifPresent(fields -> hours.put(day, hours(week, wire(day), fields)));
        }
        week.allowOnly(names);
        if (hours.isEmpty()) {
            throw body.invalid(name, "must have an active day, or nothing could ever begin");
        }
        return new WeeklySchedule(hours);
    }

    static JsonNode json(WeeklySchedule window) {
        Map<DayOfWeek, DayHours> hours = window.hours();
        if (hours == null) {
            return NullNode.getInstance();
        }
        ObjectNode week = Json.object();
        for (DayOfWeek day : DayOfWeek.values()) {
            DayHours open = hours.get(day);
            week.set(
                    wire(day),
                    Json.object()
                            .put("startTime", open == null ? null : open.startTime())
                            .put("stopTime", open == null ? null : open.stopTime())
                            .put("active", open != null));
        }
        return week;
    }

    private static boolean isActive(Fields day) {
        day.allowOnly(DAY_FIELDS);
        return day.flag("active").orElse(true);
    }

    private static DayHours hours(Fields week, String day, Fields fields) {
        String start = fields.requiredText("startTime", LONGEST_TIME);
        String stop = fields.requiredText("stopTime", LONGEST_TIME);
        try {
            return DayHours.of(start, stop);
        } catch (IllegalArgumentException e) {
            throw week.invalid(day, "cannot be used: " + e.getMessage());
        }
    }

    private static String wire(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }
}
