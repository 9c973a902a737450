package io.vuelta.cloud.queues;

/** The implementation of the queues behind the server that functions reach. */
interface QueueEngine extends SqsCalls, AutoCloseable {
    @Override
    void close();
}
