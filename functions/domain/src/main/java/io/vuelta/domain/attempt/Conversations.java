package io.vuelta.domain.attempt;

import io.vuelta.domain.campaign.ContactId;
import java.util.Map;
import java.util.Optional;

/** Store of the results of conversations, each one beside its contact. Reads are strongly consistent. */
public interface Conversations {
    Optional<Conversation> find(AttemptId id);

    /** All conversations of a contact, by the number of their attempt. */
    Map<Integer, Conversation> of(ContactId contact);

    /**
     * Writes a conversation.
     *
     * @param next has the version that was read; 0 for a conversation that must not exist yet
     * @return false if another write has changed it since; then nothing is written
     */
    boolean write(AttemptId id, Conversation next);
}
