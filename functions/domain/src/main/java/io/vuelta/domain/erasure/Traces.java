package io.vuelta.domain.erasure;

import io.vuelta.domain.campaign.ContactId;

/** The data of a person beside their contacts. Reads of a contact's data are strongly consistent. */
public interface Traces {
    /** The items beside a contact. */
    Found beside(ContactId contact);

    /**
     * Erases it: earlier attempts keep what they count as, everything else is deleted. User ids that earlier messages name are
     * forgotten. Transcripts are kept elsewhere. Safe to repeat, also where it throws after a part.
     */
    void erase(ContactId contact);

    /**
     * The number of items beside a contact.
     *
     * @param transcripts of the conversations that have one
     * @param replies messages that the person wrote
     */
    record Found(int conversations, int transcripts, int replies) {}
}
