package vuelta.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A function of the template.
 *
 * @param handler {@code package.Class::method}
 * @param environment as the template gives it, references resolved
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
        List<QueueTrigger> triggers) {
    public FunctionModel {
        environment = Map.copyOf(environment);
        routes = List.copyOf(routes);
        triggers = List.copyOf(triggers);
    }

    /** A route of the HTTP API: method (or ANY) and path; both are {@code $default} for the one that takes the rest. */
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
}
