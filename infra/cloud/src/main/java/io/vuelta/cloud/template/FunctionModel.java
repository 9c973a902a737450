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
 * @param environment the environment in the template, references resolved
 * @param timers the intervals at which the function is called, one for each of its schedules
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
     * A queue from which the function receives messages.
     *
     * @param concurrency maximum number of parallel invocations
     * @param reportsItemFailures whether the function's answer names the failed messages; else a batch succeeds or
     *     fails as a whole
     */
    public record QueueTrigger(
            String queueArn,
            int batchSize,
            Duration window,
            int concurrency,
            boolean reportsItemFailures,
            boolean enabled) {}

    /**
     * A table's stream from which the function receives records, beginning with the oldest, one batch of a shard at a
     * time.
     *
     * @param name of the event in the template
     * @param tumblingWindow the length of the window; zero for none. With a window, the event has the shard's id and
     *     the window's state
     * @param filters a record that matches no filter is skipped; empty for no filter
     */
    public record StreamTrigger(
            String name,
            String tableName,
            String streamArn,
            int batchSize,
            Duration window,
            Duration tumblingWindow,
            OnFailure onFailure,
            List<FilterPattern> filters,
            boolean enabled) {
        public StreamTrigger {
            filters = List.copyOf(filters);
        }
    }

    /**
     * What happens to a batch of records after an invocation that failed.
     *
     * @param maxRetries maximum number of retries of a batch; empty for no limit
     * @param maxAge maximum age of a record; empty for no limit
     * @param bisect whether a batch that failed is halved before it is tried again
     * @param reportsItemFailures whether the function's answer names the first failed record of a batch; else a batch
     *     fails as a whole
     * @param queueArn the queue that gets the positions of given-up records, without their contents
     */
    public record OnFailure(
            OptionalInt maxRetries,
            Optional<Duration> maxAge,
            boolean bisect,
            boolean reportsItemFailures,
            Optional<String> queueArn) {}
}
