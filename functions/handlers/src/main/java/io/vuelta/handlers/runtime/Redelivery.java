package io.vuelta.handlers.runtime;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;

/** Has a message that failed delivered again after a while, instead of after its queue's visibility time-out. */
@FunctionalInterface
public interface Redelivery {
    /** Leaves it to the queue. */
    Redelivery BY_QUEUE = (message, wait) -> {};

    /** Does not throw: where it does not work the queue's time-out counts. */
    void after(SQSEvent.SQSMessage message, Duration wait);
}
