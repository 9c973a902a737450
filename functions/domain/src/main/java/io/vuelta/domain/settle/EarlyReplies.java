package io.vuelta.domain.settle;

/** Queue in which replies wait for the record of the message that they answer. */
@FunctionalInterface
public interface EarlyReplies {
    /** Sends a reply, which is settled in about a minute. */
    void send(EarlyReply reply);
}
