package vuelta.local.scheduler;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One message for a schedule's target, or for its dead-letter queue.
 *
 * @param targetArn ARN of the target or of the dead-letter queue
 * @param input text to deliver, placeholders already replaced
 * @param messageGroupId SQS message group, as the schedule's SqsParameters say
 * @param attributes SQS message attributes (all of type String); empty except for a dead-letter queue
 * @param executionId id of the invocation, the same on every attempt of it
 */
public record TargetCall(
        String targetArn,
        String input,
        @Nullable String messageGroupId,
        Map<String, String> attributes,
        String executionId) {
    public TargetCall {
        Objects.requireNonNull(targetArn, "targetArn");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(executionId, "executionId");
        attributes = Map.copyOf(attributes);
    }
}
