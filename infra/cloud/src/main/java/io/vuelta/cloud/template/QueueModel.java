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

    /** Where a message goes that has been received so often without being deleted. */
    public record Redrive(String deadLetterArn, int maxReceiveCount) {}

    public String arn() {
        return LocalAccount.queueArn(name);
    }
}
