package io.vuelta.cloud.template;

import java.time.Duration;
import java.util.Optional;

/** A queue of the template. */
public record QueueModel(
        String logicalId,
        String name,
        boolean fifo,
        boolean contentBasedDeduplication,
        Duration visibility,
        Duration delay,
        Duration retention,
        Duration receiveWait,
        int maximumMessageBytes,
        Optional<Redrive> redrive) {

    /** The dead-letter queue for messages that reached this number of receives. */
    public record Redrive(String deadLetterArn, int maxReceiveCount) {}

    public String arn() {
        return LocalAccount.queueArn(name);
    }
}
