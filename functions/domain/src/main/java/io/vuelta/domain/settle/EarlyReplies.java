package io.vuelta.domain.settle;

/** Where replies wait for the record of what they answer. */
@FunctionalInterface
public interface EarlyReplies {
    /** Has it settled in about a minute. */
    void send(EarlyReply reply);
}
