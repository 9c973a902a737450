package vuelta.local.scheduler;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One firing of a schedule, kept until it is delivered or given up.
 *
 * @param executionId the same on every attempt
 * @param scheduledTime when it was to fire, flexible window not added
 * @param target as defined when it fired; later updates of the schedule do not change it
 * @param began when it was taken up, from which its age counts
 * @param attempt the attempt that comes next, from 1
 * @param due when that attempt may be made
 */
record Invocation(
        String executionId,
        ScheduleName schedule,
        Instant scheduledTime,
        Target target,
        Instant began,
        int attempt,
        Instant due)
        implements Entry {
    static final String KEYS = "invocation/";

    Invocation retryAt(Instant time) {
        return new Invocation(executionId, schedule, scheduledTime, target, began, attempt + 1, time);
    }

    TargetCall call() {
        Target.SqsParameters sqs = target.sqsParameters();
        return new TargetCall(target.arn(), input(), sqs == null ? null : sqs.messageGroupId(), Map.of(), executionId);
    }

    /**
     * The input for the dead-letter queue, with the message attributes AWS adds (User Guide, "Configuring a schedule's
     * dead-letter queue").
     *
     * @param exhausted the limit that ended the retries
     */
    TargetCall deadLetter(Target.DeadLetterConfig queue, ScheduleTargetException failure, String exhausted) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("ERROR_CODE", failure.code());
        attributes.put("ERROR_MESSAGE", textOf(failure));
        attributes.put("EXECUTION_ID", executionId);
        attributes.put("EXHAUSTED_RETRY_CONDITION", exhausted);
        attributes.put("IS_PAYLOAD_TRUNCATED", "false");
        attributes.put("RETRY_ATTEMPTS", String.valueOf(attempt - 1));
        attributes.put("SCHEDULED_TIME", timeText());
        attributes.put("SCHEDULE_ARN", schedule.arn());
        attributes.put("TARGET_ARN", target.arn());
        return new TargetCall(queue.arn(), input(), null, attributes, executionId);
    }

    /** Context attributes: User Guide, "Adding context attributes to a schedule". */
    private String input() {
        return target.input()
                .replace("<aws.scheduler.scheduled-time>", timeText())
                .replace("<aws.scheduler.schedule-arn>", schedule.arn())
                .replace("<aws.scheduler.execution-id>", executionId)
                .replace("<aws.scheduler.attempt-number>", String.valueOf(attempt));
    }

    private String timeText() {
        return Instant.ofEpochSecond(scheduledTime.getEpochSecond()).toString();
    }

    /** SQS refuses empty attributes. */
    private static String textOf(ScheduleTargetException failure) {
        @Nullable String message = failure.getMessage();
        return message == null || message.isEmpty() ? failure.code() : message;
    }

    @Override
    public String key() {
        return KEYS + executionId;
    }
}
