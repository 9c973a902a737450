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
 * Work that is tried again at once if it fails with an unexpected error, and given up if it keeps failing: an error in
 * our own code does not disappear by waiting for the message to come again. An error that may disappear by waiting is
 * thrown on.
 */
public final class Tries {
    private static final int MOST = 3;

    /** After so much time one more try is enough: a file that takes minutes is not read three times. */
    private static final long MAX_MILLIS = Duration.ofSeconds(30).toMillis();

    /** A request that AWS refuses for what stands in it, and will refuse again. */
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
     * @throws RuntimeException if the work failed for a reason that may pass: the message comes again
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
                if (tries == MOST || (tries > 1 && takesLong)) {
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
