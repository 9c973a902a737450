package io.vuelta.cloud.lambda;

import java.time.Duration;

/**
 * The use of a function since the start.
 *
 * @param function its logical id, as {@code DispatchFunction}
 * @param memoryMegabytes as the template gives it
 * @param invocations those that have ended
 * @param failures those of them that threw or ran out of time
 * @param time of all of them together, from the event to the answer
 */
public record FunctionUse(String function, int memoryMegabytes, long invocations, long failures, Duration time) {
    /** The use since an earlier snapshot. */
    public FunctionUse since(FunctionUse earlier) {
        return new FunctionUse(
                function,
                memoryMegabytes,
                invocations - earlier.invocations,
                failures - earlier.failures,
                time.minus(earlier.time));
    }

    /** The gigabyte-seconds that Lambda bills in addition to the requests. */
    public double gigabyteSeconds() {
        return time.toNanos() / 1e9 * memoryMegabytes / 1024;
    }
}
