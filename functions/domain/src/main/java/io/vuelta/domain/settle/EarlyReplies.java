package io.vuelta.domain.settle;

/** Queue in which replies wait for the record of the message that they answer. */
@FunctionalInterface
public interface EarlyReplies {
    /** Has it settled in about a minute. */
    void send(EarlyReply reply);
}
