package io.vuelta.cloud.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A function of the template.
 *
 * @param handler {@code package.Class::method}
 * @param environment as the template gives it, references resolved
 * @param timers after how long the function is called again and again, for each of its schedules
 */
public record FunctionModel(
        String logicalId,
        String name,
        String handler,
        Duration timeout,
        int memoryMegabytes,
        Map<String, String> environment,
        OptionalInt reservedConcurrency,
        List<Route> routes,
        List<QueueTrigger> triggers,
        List<StreamTrigger> streams,
        List<Duration> timers) {
    public FunctionModel {
        environment = Map.copyOf(environment);
        routes = List.copyOf(routes);
        triggers = List.copyOf(triggers);
        streams = List.copyOf(streams);
        timers = List.copyOf(timers);
    }

    /** A route of the HTTP API: method (or ANY) and path; both are {@code $default} for the default route. */
    public record Route(String method, String path) {
        public static final String DEFAULT = "$default";
    }

    /**
     * A queue whose messages the function gets.
     *
     * @param concurrency invocations at once, at most
     * @param reportsItemFailures the function answers which messages failed; else all of a batch share one fate
     */
    public record QueueTrigger(
            String queueArn,
            int batchSize,
            Duration window,
            int concurrency,
            boolean reportsItemFailures,
            boolean enabled) {}

    /**
     * A table's stream whose records the function gets, from the oldest on, one batch of a shard at a time.
     *
     * @param name of the event in the template
     * @param tumblingWindow zero for none; else the event names its shard and carries the window's state
     * @param maxRetries of a batch; empty for no limit
     * @param maxAge of a record; empty for no limit
     * @param bisect whether a batch that failed is halved before it is tried again
     * @param reportsItemFailures the function answers from which record on a batch failed; else a batch fails as a whole
     * @param failureQueueArn a queue that is told which records were given up, not what they say
     * @param filters a record that matches none is passed over; empty for no filter
     */
    public record StreamTrigger(
            String name,
            String tableName,
            String streamArn,
            int batchSize,
            Duration window,
            Duration tumblingWindow,
            OptionalInt maxRetries,
            Optional<Duration> maxAge,
            boolean bisect,
            boolean reportsItemFailures,
            Optional<String> failureQueueArn,
            List<FilterPattern> filters,
            boolean enabled) {
        public StreamTrigger {
            filters = List.copyOf(filters);
        }
    }
}
