package io.vuelta.cloud.lambda;

import java.time.Duration;

/** The result of calling a function. */
public sealed interface InvocationResult {
    /** The function answered. */
    record Answered(String json) implements InvocationResult {}

    /** The function threw, or its instance could not be created. */
    record Failed(String error) implements InvocationResult {}

    /** The function exceeded its time-out and was interrupted. */
    record TimedOut(Duration after) implements InvocationResult {}

    /** No environment became free: the function already has its maximum number of parallel calls. */
    record Busy() implements InvocationResult {}
}
