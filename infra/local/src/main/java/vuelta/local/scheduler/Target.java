package vuelta.local.scheduler;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule calls, as the API's Target; kinds of target that need further parameters are not supported.
 *
 * @param roleArn must be given as on AWS, and is used for nothing
 * @param input text delivered; must be given, as AWS's own text for its absence is not documented
 */
record Target(
        String arn,
        String roleArn,
        String input,
        @Nullable SqsParameters sqsParameters,
        RetryPolicy retryPolicy,
        @Nullable DeadLetterConfig deadLetterConfig) {
    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:[a-z0-9-]+:[^:]*:[^:]*:.+");
    private static final int LONGEST_ARN = 1600;

    Target {
        checkArn(arn, "Target.Arn");
        checkArn(roleArn, "Target.RoleArn");
        if (RequestRefused.given(input, "Target.Input").isEmpty()) {
            throw RequestRefused.invalid("Target.Input", "must not be empty");
        }
        if (arn.endsWith(".fifo") && sqsParameters == null) {
            throw RequestRefused.invalid("Target.SqsParameters.MessageGroupId", "must be given for a FIFO queue");
        }
        retryPolicy = Objects.requireNonNullElseGet(retryPolicy, RetryPolicy::standard);
    }

    /** @param messageGroupId group of every message of the schedule, 1 to 128 characters */
    record SqsParameters(String messageGroupId) {
        private static final String FIELD = "Target.SqsParameters.MessageGroupId";

        SqsParameters {
            RequestRefused.unlessIn(
                    1, RequestRefused.given(messageGroupId, FIELD).length(), 128, FIELD + " (its length)");
        }
    }

    /** @param arn a standard SQS queue: AWS refuses FIFO queues here (User Guide, "Configuring a dead-letter queue") */
    record DeadLetterConfig(String arn) {
        private static final String FIELD = "Target.DeadLetterConfig.Arn";

        DeadLetterConfig {
            checkArn(arn, FIELD);
            if (!arn.contains(":sqs:") || arn.endsWith(".fifo")) {
                throw RequestRefused.invalid(FIELD, "must be a standard SQS queue");
            }
        }
    }

    private static void checkArn(@Nullable String arn, String field) {
        String given = RequestRefused.notLonger(RequestRefused.given(arn, field), LONGEST_ARN, field);
        if (!ARN.matcher(given).matches()) {
            throw RequestRefused.invalid(field, "must be an ARN");
        }
    }
}
