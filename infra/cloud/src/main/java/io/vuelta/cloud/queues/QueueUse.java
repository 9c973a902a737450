package io.vuelta.cloud.queues;

/**
 * The requests to a queue since the start, counted as SQS bills them: one for each started 64 KiB. Receives without
 * messages are left out: their number depends on how long a poller waits.
 *
 * @param queue the queue's name
 * @param messages the number of sent messages
 * @param sends requests that sent messages
 * @param receives requests that found messages
 * @param deletes requests that deleted messages
 * @param others requests that changed a message's visibility
 */
public record QueueUse(String queue, long messages, long sends, long receives, long deletes, long others) {
    public long requests() {
        return sends + receives + deletes + others;
    }

    /** The use since an earlier snapshot. */
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
