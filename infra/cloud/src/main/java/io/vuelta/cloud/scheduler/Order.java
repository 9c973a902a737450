package io.vuelta.cloud.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of a schedule.
 *
 * @param at when it fires
 * @param queueArn of a FIFO queue
 * @param input body of the message; the id of the execution replaces {@link #EXECUTION_ID}
 * @param messageGroup of the message
 * @param maxAgeSeconds maximum age since the first attempt; no attempt is made after it
 * @param maxRetries number of retries, without the first attempt
 * @param deadLettersArn of the queue for messages that cannot be delivered
 * @param staysAfterwards whether the schedule remains after it has fired, so that it can be set again
 */
record Order(
        Instant at,
        String queueArn,
        String input,
        String messageGroup,
        int maxAgeSeconds,
        int maxRetries,
        String deadLettersArn,
        boolean staysAfterwards) {
    static final String EXECUTION_ID = "<aws.scheduler.execution-id>";

    private static final String TIME = "at\\(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\)";
    private static final String QUEUE = "arn:aws[a-z-]*:sqs:[^:]*:[^:]*:[^:.]+";

    /**
     * Reads the settings of a schedule in CreateSchedule and UpdateSchedule, without its name and group.
     *
     * @throws RequestRefused if a field is missing, or if there is a field or a value that the functions do not use
     */
    static Order of(ObjectNode request) {
        Fields fields = new Fields(request);
        fields.text("ScheduleExpressionTimezone", "UTC");
        fields.text("FlexibleTimeWindow.Mode", "OFF");
        boolean staysAfterwards =
                fields.text("ActionAfterCompletion", "DELETE|NONE").equals("NONE");
        // Required as on AWS, but not used.
        fields.text("Target.RoleArn", "arn:.+");
        Order order = new Order(
                time(fields.text("ScheduleExpression", TIME)),
                fields.text("Target.Arn", QUEUE + "\\.fifo"),
                // Only the placeholder of the execution id is supported, of those that AWS replaces.
                fields.text("Target.Input", "(?s)(?:(?!<aws\\.scheduler\\.(?!execution-id>)).)+"),
                fields.text("Target.SqsParameters.MessageGroupId", ".{1,128}"),
                fields.number("Target.RetryPolicy.MaximumEventAgeInSeconds", 60, 86_400),
                fields.number("Target.RetryPolicy.MaximumRetryAttempts", 0, 185),
                // AWS refuses FIFO queues here.
                fields.text("Target.DeadLetterConfig.Arn", QUEUE),
                staysAfterwards);
        fields.checkNoneIsLeft();
        return order;
    }

    private static Instant time(String expression) {
        try {
            String time = expression.substring("at(".length(), expression.length() - 1);
            return LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException _) {
            throw RequestRefused.invalid("ScheduleExpression must be a time that exists: " + expression);
        }
    }

    /** The unread fields of a request, by their paths. */
    private static final class Fields {
        private final Map<String, JsonNode> left = new LinkedHashMap<>();

        Fields(ObjectNode request) {
            put("", request);
        }

        private void put(String prefix, ObjectNode object) {
            object.properties().forEach(field -> {
                String path = prefix + field.getKey();
                if (field.getValue() instanceof ObjectNode inner && !inner.isEmpty()) {
                    put(path + ".", inner);
                } else {
                    left.put(path, field.getValue());
                }
            });
        }

        String text(String path, String pattern) {
            JsonNode value = take(path);
            if (!value.isTextual() || !value.textValue().matches(pattern)) {
                throw RequestRefused.unsupported(path + " " + value + " (known is " + pattern + ")");
            }
            return value.textValue();
        }

        int number(String path, int min, int max) {
            JsonNode value = take(path);
            if (!value.isInt() || value.intValue() < min || value.intValue() > max) {
                throw RequestRefused.invalid(path + " must be " + min + " to " + max + ", not " + value);
            }
            return value.intValue();
        }

        private JsonNode take(String path) {
            JsonNode value = left.remove(path);
            if (value == null) {
                throw RequestRefused.invalid(path + " must be given");
            }
            return value;
        }

        void checkNoneIsLeft() {
            left.keySet().stream().findFirst().ifPresent(path -> {
                throw RequestRefused.unsupported(path);
            });
        }
    }
}
