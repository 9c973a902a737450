package io.vuelta.cloud.queues;

/**
 * What was asked of a queue since the start, in requests as SQS bills them: one for each 64 KiB begun. Receives that found
 * nothing are left out: how many there are depends on how long a poller waits.
 *
 * @param queue its name
 * @param messages sent
 * @param sends requests that sent them
 * @param receives requests that found messages
 * @param deletes requests that deleted them
 * @param others requests that changed a message's visibility
 */
public record QueueUse(String queue, long messages, long sends, long receives, long deletes, long others) {
    public long requests() {
        return sends + receives + deletes + others;
    }

    /** What has come since an earlier look. */
    public QueueUse since(QueueUse earlier) {
        return new QueueUse(
                queue,
                messages - earlier.messages,
                sends - earlier.sends,
                receives - earlier.receives,
                deletes - earlier.deletes,
                others - earlier.others);
    }
}
