package vuelta.local.scheduler;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A schedule's name, unique within its group. */
record ScheduleName(String group, String name) {
    /** The group that always exists. */
    static final String DEFAULT_GROUP = "default";

    private static final String ARN_PREFIX = "arn:aws:scheduler:us-east-1:000000000000:";
    private static final Pattern SYNTAX = Pattern.compile("[0-9a-zA-Z_.-]{1,64}");

    ScheduleName {
        check(group, "GroupName");
        check(name, "Name");
    }

    static ScheduleName of(@Nullable String group, String name) {
        return new ScheduleName(group == null ? DEFAULT_GROUP : group, name);
    }

    static String check(String name, String field) {
        if (!SYNTAX.matcher(name).matches()) {
            throw RequestRefused.invalid(field, "must match " + SYNTAX.pattern());
        }
        return name;
    }

    String arn() {
        return ARN_PREFIX + "schedule/" + group + "/" + name;
    }

    static String groupArn(String group) {
        return ARN_PREFIX + "schedule-group/" + group;
    }
}
