package io.vuelta.cloud.queues;

/** What holds the queues behind the server that functions reach. */
interface QueueEngine extends SqsCalls, AutoCloseable {
    @Override
    void close();
}
