package io.vuelta.domain.attempt;

import io.vuelta.domain.campaign.ContactId;
import java.util.Map;
import java.util.Optional;

/** Store of the results of conversations, each one beside its contact. Reads are strongly consistent. */
public interface Conversations {
    Optional<Conversation> find(AttemptId id);

    /** All of a contact's, by the number of their attempt. */
    Map<Integer, Conversation> of(ContactId contact);

    /**
     * Writes a conversation.
     *
     * @param next carries the version that was read; 0 for one that must not exist yet
     * @return false if it was written by another since; nothing is changed then
     */
    boolean write(AttemptId id, Conversation next);
}
