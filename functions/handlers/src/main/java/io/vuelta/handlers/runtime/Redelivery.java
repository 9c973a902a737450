package io.vuelta.handlers.runtime;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;

/** Sets when a failed message is delivered again, instead of after its queue's visibility time-out. */
@FunctionalInterface
public interface Redelivery {
    /** Sets the wait. Does not throw: if it fails, the queue's visibility time-out applies. */
    void after(SQSEvent.SQSMessage message, Duration wait);
}
