package io.vuelta.domain.attempt;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Store of the agents' replies. */
public interface AgentReplies {
    /**
     * Stores a reply that is about to be sent. Whatever fails, at most one caller gets the result that it has stored
     * the reply.
     *
     * @return empty if this call has stored it: only then the caller may send it, once; otherwise the reply that was
     *     stored before
     */
    Optional<AgentReply> begin(AgentReply reply);

    /** Deletes a reply that was certainly not sent. Safe to repeat. */
    void remove(AttemptId attempt, String id);

    /**
     * Updates the status of a reply, unless it has this or a later status. Safe to repeat, in any order; does nothing
     * if there is no such reply.
     */
    void note(AttemptId attempt, String id, AgentReply.Status status, @Nullable String error);

    /** The replies of a conversation, the oldest first. Strongly consistent. */
    List<AgentReply> of(AttemptId attempt);
}
