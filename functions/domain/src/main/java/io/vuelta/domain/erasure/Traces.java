package io.vuelta.domain.erasure;

import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.UserId;
import java.util.Set;

/** The data of a person beside their contacts. Reads of a contact's data are strongly consistent. */
public interface Traces {
    /** The items beside a contact. */
    Found beside(ContactId contact);

    /**
     * Erases it: earlier attempts keep what they count as, everything else is deleted. Transcripts are kept elsewhere. Safe to
     * repeat, also where it throws after a part.
     */
    void erase(ContactId contact);

    /** The user ids by which WhatsApp names the person who has this number. Eventually consistent. */
    Set<UserId> userIds(PhoneNumber number);

    /** Forgets whose they are. Safe to repeat. */
    void forget(Set<UserId> ids);

    /**
     * The number of items beside a contact.
     *
     * @param transcripts of the conversations that have one
     * @param replies messages that the person wrote
     */
    record Found(int conversations, int transcripts, int replies) {}
}
