package io.vuelta.cloud.lambda;

import java.time.Duration;

/** The result of calling a function. */
public sealed interface InvocationResult {
    /** It answered. */
    record Answered(String json) implements InvocationResult {}

    /** It threw, or could not be made. */
    record Failed(String error) implements InvocationResult {}

    /** It took longer than its time-out, and was interrupted. */
    record TimedOut(Duration after) implements InvocationResult {}

    /** No environment became free: it runs as often as it may already. */
    record Busy() implements InvocationResult {}
}
