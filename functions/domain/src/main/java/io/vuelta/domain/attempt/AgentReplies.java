package io.vuelta.domain.attempt;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Store of the agents' replies. */
public interface AgentReplies {
    /**
     * Stores a reply that is about to be sent. In any case of failure, at most one caller gets the answer that it has
     * written it.
     *
     * @return empty if this call has written it: then it may be sent, once; else the stored one
     */
    Optional<AgentReply> begin(AgentReply reply);

    /** Deletes a reply that was certainly not sent. Safe to repeat. */
    void remove(AttemptId attempt, String id);

    /** Notes how far one is, unless it is as far. Safe to repeat, in any order; does nothing if there is no such reply. */
    void note(AttemptId attempt, String id, AgentReply.Status status, @Nullable String error);

    /** The replies of a conversation, the oldest first. Strongly consistent. */
    List<AgentReply> of(AttemptId attempt);
}
