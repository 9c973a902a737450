package io.vuelta.cloud.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One firing of a schedule, kept until it is delivered or given up.
 *
 * @param executionId the same on every attempt
 * @param schedule its name with its group
 * @param order the schedule's settings at the time of firing; later updates of the schedule do not change them
 * @param began when the schedule was found due, just before the first attempt; its age counts from then
 * @param attempt the number of the next attempt, from 1
 * @param due when the next attempt may be made
 */
record ScheduleFiring(String executionId, String schedule, Order order, Instant began, int attempt, Instant due) {
    /** AWS backs off exponentially and does not document the values. */
    private static final Duration MAX_PAUSE = Duration.ofMinutes(8);

    ScheduleFiring retryAt(Instant time) {
        return new ScheduleFiring(executionId, schedule, order, began, attempt + 1, time);
    }

    /** When to try again after a failure: 1 s, 2 s, 4 s … up to 8 minutes later. */
    Instant next(Instant now) {
        Duration pause = Duration.ofSeconds(1L << Math.min(attempt - 1, 30));
        return now.plus(pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause);
    }

    /** The limit that forbids a retry at this time; empty if none does. */
    Optional<String> exhausted(Instant next) {
        if (attempt > order.maxRetries()) {
            return Optional.of("MaximumRetryAttempts");
        }
        return next.isAfter(began.plusSeconds(order.maxAgeSeconds()))
                ? Optional.of("MaximumEventAgeInSeconds")
                : Optional.empty();
    }

    String body() {
        return order.input().replace(Order.EXECUTION_ID, executionId);
    }

    /**
     * The message attributes that AWS adds for a dead-letter queue (User Guide, "Configuring a schedule's dead-letter
     * queue").
     *
     * @param exhausted the limit that ended the retries
     */
    Map<String, String> deadLetterAttributes(String code, String message, String exhausted) {
        return Map.of(
                "ERROR_CODE",
                code,
                "ERROR_MESSAGE",
                message,
                "EXECUTION_ID",
                executionId,
                "EXHAUSTED_RETRY_CONDITION",
                exhausted,
                "IS_PAYLOAD_TRUNCATED",
                "false",
                "RETRY_ATTEMPTS",
                String.valueOf(attempt - 1),
                "SCHEDULED_TIME",
                order.at().toString(),
                "SCHEDULE_ARN",
                Schedule.arn(schedule),
                "TARGET_ARN",
                order.queueArn());
    }
}
