package io.vuelta.domain.attempt;

import io.vuelta.domain.campaign.ContactId;

/** Store of the transcripts of conversations, which are too long for an attempt's record. */
public interface Transcripts {
    /**
     * Writes or overwrites an attempt's transcript.
     *
     * @return its key in the bucket, always the same for the attempt
     */
    String write(AttemptId attempt, String text);

    /** Deletes the transcripts of all of a contact's attempts. Safe to repeat. */
    void removeAll(ContactId contact);
}
