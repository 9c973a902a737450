package vuelta.local.scheduler;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A named set of schedules that are deleted together.
 *
 * @param clientToken token of the request that created it
 */
record ScheduleGroup(String name, @Nullable String clientToken, Instant created) implements Entry {
    static final String KEYS = "group/";

    @Override
    public String key() {
        return keyOf(name);
    }

    static String keyOf(String name) {
        return KEYS + name;
    }
}
