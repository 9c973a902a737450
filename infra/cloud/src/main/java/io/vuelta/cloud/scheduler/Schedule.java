package io.vuelta.cloud.scheduler;

import io.vuelta.cloud.template.LocalAccount;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A schedule and its state. A schedule that does not stay is removed when it has fired and none of its invocations is
 * open.
 *
 * @param name with its group, {@code group/name}
 * @param order null once it has fired
 * @param underWay its invocations that are neither delivered nor given up
 * @param stays whether the schedule remains after it has fired, from its last settings
 */
record Schedule(String name, @Nullable Order order, List<ScheduleFiring> underWay, boolean stays) {
    Schedule {
        underWay = List.copyOf(underWay);
    }

    static Schedule of(String name, Order order) {
        return new Schedule(name, order, List.of(), order.staysAfterwards());
    }

    /** {@code next} is null after the schedule has fired. */
    Schedule with(@Nullable Order next) {
        return new Schedule(name, next, underWay, next == null ? stays : next.staysAfterwards());
    }

    /** Replaces the invocation with the same id, if there is one. */
    Schedule with(ScheduleFiring changed) {
        return new Schedule(
                name,
                order,
                Stream.concat(without(changed).underWay.stream(), Stream.of(changed))
                        .toList(),
                stays);
    }

    Schedule without(ScheduleFiring over) {
        return new Schedule(
                name,
                order,
                underWay.stream()
                        .filter(other -> !other.executionId().equals(over.executionId()))
                        .toList(),
                stays);
    }

    boolean over() {
        return order == null && underWay.isEmpty() && !stays;
    }

    static String arn(String name) {
        return "arn:aws:scheduler:" + LocalAccount.REGION + ":" + LocalAccount.ID + ":schedule/" + name;
    }
}
