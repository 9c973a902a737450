package io.vuelta.cloud.lambda;

import java.time.Duration;

/**
 * The use of a function since the start.
 *
 * @param function the function's logical id, e.g. {@code DispatchFunction}
 * @param memoryMegabytes the function's memory in the template
 * @param invocations the number of invocations that have ended
 * @param failures the number of these that threw or timed out
 * @param time the sum of their durations, from the event to the answer
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
}
