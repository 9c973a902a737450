package io.vuelta.cloud.scheduler;

import io.vuelta.cloud.template.LocalAccount;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A schedule and where it stands. It is gone once it has fired and nothing of it is under way.
 *
 * @param name with its group, {@code group/name}
 * @param order null once it has fired
 * @param underWay what it has fired and is neither delivered nor given up
 */
record Schedule(String name, @Nullable Order order, List<ScheduleFiring> underWay) {
    Schedule {
        underWay = List.copyOf(underWay);
    }

    Schedule with(@Nullable Order next) {
        return new Schedule(name, next, underWay);
    }

    /** With this invocation in place of that of the same id, if there is one. */
    Schedule with(ScheduleFiring changed) {
        return new Schedule(
                name,
                order,
                Stream.concat(without(changed).underWay.stream(), Stream.of(changed))
                        .toList());
    }

    Schedule without(ScheduleFiring over) {
        return new Schedule(
                name,
                order,
                underWay.stream()
                        .filter(other -> !other.executionId().equals(over.executionId()))
                        .toList());
    }

    boolean over() {
        return order == null && underWay.isEmpty();
    }

    static String arn(String name) {
        return "arn:aws:scheduler:" + LocalAccount.REGION + ":" + LocalAccount.ID + ":schedule/" + name;
    }
}
