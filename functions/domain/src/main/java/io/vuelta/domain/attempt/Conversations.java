package io.vuelta.domain.attempt;

import io.vuelta.domain.campaign.ContactId;
import java.util.Map;
import java.util.Optional;

/** Where it is kept what conversations brought, each on its own beside its contact. Reads are strongly consistent. */
public interface Conversations {
    Optional<Conversation> find(AttemptId id);

    /** All of a contact's, by the number of their attempt. */
    Map<Integer, Conversation> of(ContactId contact);

    /**
     * Writes a conversation.
     *
     * @param next carries the version that was read; 0 for one that must not exist yet
     * @return false if somebody else has written it since; nothing is changed then
     */
    boolean write(AttemptId id, Conversation next);
}
