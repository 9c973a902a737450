package io.vuelta.domain.erasure;

import io.vuelta.domain.campaign.ContactId;

/** What is kept of a person beside their contacts. Reads of a contact's are strongly consistent. */
public interface Traces {
    /** What there is beside a contact. */
    Found beside(ContactId contact);

    /**
     * Erases it: earlier attempts keep what they count as, everything else is deleted. User ids that earlier messages name are
     * forgotten. Transcripts are kept elsewhere. Safe to repeat, also where it throws after a part.
     */
    void erase(ContactId contact);

    /**
     * How many of what is beside a contact.
     *
     * @param transcripts of the conversations, those that have one
     * @param replies messages that the person wrote
     */
    record Found(int conversations, int transcripts, int replies) {}
}
