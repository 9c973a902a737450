package io.vuelta.adapters.scheduler;

import io.vuelta.domain.line.LineId;
import io.vuelta.domain.pace.Schedules;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.Target;

/**
 * One one-time schedule per line, which stays after it has fired and is set again. If it deleted itself, it could be
 * set again between its firing and its later deletion: then nothing would wake the line. It is in UTC: a local time in
 * a clock gap would be skipped. If it cannot be delivered within the hour, it goes to the dead-letter queue.
 */
public final class SchedulerSchedules implements Schedules {
    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("'at('yyyy-MM-dd'T'HH:mm:ss')'");
    private static final int MAX_AGE_SECONDS = 3_600;
    private static final int RETRIES = 30;

    /**
     * Maximum number of tries, an update and a creation in turn: between two calls the schedule may be created by
     * another function or deleted by hand.
     */
    private static final int TRIES = 4;

    private final SchedulerClient scheduler;
    private final Settings settings;

    public SchedulerSchedules(SchedulerClient scheduler, Settings settings) {
        this.scheduler = scheduler;
        this.settings = settings;
    }

    /**
     * The settings of schedules.
     *
     * @param targetQueueArn the pace queue
     * @param roleArn the role that permits the scheduler to send to this queue
     */
    public record Settings(String group, String targetQueueArn, String roleArn, String deadLettersArn) {}

    @Override
    public void set(LineId line, Instant at) {
        String name = "line-" + line;
        // The scheduler has whole seconds; the instant is rounded up, because a line must not be woken too early.
        Instant second = at.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
        String expression = AT.format(second.atOffset(ZoneOffset.UTC));
        for (int i = 0; i < TRIES; i++) {
            if (i % 2 == 0 ? update(name, expression, line) : create(name, expression, line)) {
                return;
            }
        }
        throw new IllegalStateException(
                "schedule " + name + " is created and deleted by others at the same time; set it again");
    }

    private boolean update(String name, String expression, LineId line) {
        try {
            scheduler.updateSchedule(update -> update.name(name)
                    .groupName(settings.group())
                    .scheduleExpression(expression)
                    .scheduleExpressionTimezone("UTC")
                    .flexibleTimeWindow(exactly())
                    .actionAfterCompletion(ActionAfterCompletion.NONE)
                    .target(target(line)));
            return true;
        } catch (ResourceNotFoundException _) {
            return false;
        }
    }

    private boolean create(String name, String expression, LineId line) {
        try {
            scheduler.createSchedule(create -> create.name(name)
                    .groupName(settings.group())
                    .scheduleExpression(expression)
                    .scheduleExpressionTimezone("UTC")
                    .flexibleTimeWindow(exactly())
                    .actionAfterCompletion(ActionAfterCompletion.NONE)
                    .target(target(line)));
            return true;
        } catch (ConflictException _) {
            return false;
        }
    }

    private static FlexibleTimeWindow exactly() {
        return FlexibleTimeWindow.builder().mode(FlexibleTimeWindowMode.OFF).build();
    }

    private Target target(LineId line) {
        return Target.builder()
                .arn(settings.targetQueueArn())
                .roleArn(settings.roleArn())
                // The id of the execution prevents the queue's content-based deduplication from dropping the message.
                .input("{\"line\":\"" + line + "\",\"execution\":\"<aws.scheduler.execution-id>\"}")
                .sqsParameters(sqs -> sqs.messageGroupId(line.value()))
                .retryPolicy(
                        retry -> retry.maximumEventAgeInSeconds(MAX_AGE_SECONDS).maximumRetryAttempts(RETRIES))
                .deadLetterConfig(dead -> dead.arn(settings.deadLettersArn()))
                .build();
    }
}
