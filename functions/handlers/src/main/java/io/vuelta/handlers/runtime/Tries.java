package io.vuelta.handlers.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import io.vuelta.domain.file.OutOfTime;
import io.vuelta.domain.store.StoreBusy;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Runs work, and runs it again immediately after an unexpected error. Work that keeps failing is given up: an error in
 * our own code does not disappear if the message is delivered again later. An error that may disappear with time is
 * rethrown.
 */
public final class Tries {
    private static final int MAX_TRIES = 3;

    /** After this time only one more try follows: a file that takes minutes is not read three times. */
    private static final long MAX_MILLIS = Duration.ofSeconds(30).toMillis();

    /** Error codes of requests that AWS refuses because of their content, and would refuse again. */
    private static final Set<String> REFUSED_FOR_GOOD = Set.of(
            "ValidationException",
            "SerializationException",
            "ItemCollectionSizeLimitExceededException",
            "InvalidMessageContents",
            "InvalidParameterValue",
            "AWS.SimpleQueueService.BatchRequestTooLong");

    private Tries() {}

    /**
     * Does the work.
     *
     * @param giveUp called instead when the operation keeps failing; gets the last failure
     * @throws RuntimeException if the work failed for a temporary reason; the message is then delivered again
     */
    public static void run(Context context, Runnable work, Consumer<RuntimeException> giveUp) {
        int began = context.getRemainingTimeInMillis();
        for (int tries = 1; ; tries++) {
            try {
                work.run();
                return;
            } catch (RuntimeException e) {
                if (mayPass(e)) {
                    throw e;
                }
                LogLine.of(context, "unforeseen").with("tries", tries).counted().error(e);
                boolean takesLong = began - context.getRemainingTimeInMillis() > MAX_MILLIS;
                if (tries == MAX_TRIES || (tries > 1 && takesLong)) {
                    giveUp.accept(e);
                    return;
                }
            }
        }
    }

    /** Whether the same work may succeed later. */
    static boolean mayPass(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AwsServiceException refused) {
                return refused.isThrottlingException()
                        || refused.awsErrorDetails() == null
                        || !REFUSED_FOR_GOOD.contains(refused.awsErrorDetails().errorCode());
            }
        }
        return failure instanceof StoreBusy
                || failure instanceof UncheckedIOException
                || failure instanceof OutOfTime
                || failure instanceof SdkException;
    }
}
