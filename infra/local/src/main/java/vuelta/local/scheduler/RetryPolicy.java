package vuelta.local.scheduler;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a failed invocation is tried again. Limits and defaults: API reference, RetryPolicy.
 *
 * @param maximumEventAgeInSeconds 60 to 86400 seconds; on this server counted from the first attempt, because a time
 *     that is over fires all the same
 * @param maximumRetryAttempts 0 to 185, the first attempt not counted
 */
record RetryPolicy(Integer maximumEventAgeInSeconds, Integer maximumRetryAttempts) {
    static final int LONGEST_AGE_SECONDS = 86400;
    static final int MOST_RETRIES = 185;

    /** AWS backs off exponentially but does not say how; with this limit 185 retries take about a day. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(8);

    RetryPolicy {
        maximumEventAgeInSeconds = Objects.requireNonNullElse(maximumEventAgeInSeconds, LONGEST_AGE_SECONDS);
        maximumRetryAttempts = Objects.requireNonNullElse(maximumRetryAttempts, MOST_RETRIES);
        RequestRefused.unlessIn(
                60, maximumEventAgeInSeconds, LONGEST_AGE_SECONDS, "Target.RetryPolicy.MaximumEventAgeInSeconds");
        RequestRefused.unlessIn(0, maximumRetryAttempts, MOST_RETRIES, "Target.RetryPolicy.MaximumRetryAttempts");
    }

    static RetryPolicy standard() {
        return new RetryPolicy(LONGEST_AGE_SECONDS, MOST_RETRIES);
    }

    Duration maximumEventAge() {
        return Duration.ofSeconds(maximumEventAgeInSeconds);
    }

    /** 1 s, 2 s, 4 s … up to 8 minutes. */
    static Duration pauseAfter(int attempts) {
        Duration pause = Duration.ofSeconds(1L << Math.clamp(attempts - 1L, 0, 30));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
