package io.vuelta.domain.erasure;

import io.vuelta.domain.campaign.ContactId;

/** The data of a person that is stored beside the contacts. Reads of a contact's data are strongly consistent. */
public interface Traces {
    /** Counts the items that are stored beside a contact. */
    Found beside(ContactId contact);

    /**
     * Erases the items: earlier attempts keep only the data that the counts need, everything else is deleted, including
     * the entries of user ids in earlier messages. Transcripts are stored elsewhere. Safe to repeat, also after an
     * exception.
     */
    void erase(ContactId contact);

    /**
     * The number of items beside a contact.
     *
     * @param transcripts the number of conversations with a transcript
     * @param replies the number of messages that the person wrote
     */
    record Found(int conversations, int transcripts, int replies) {}
}
