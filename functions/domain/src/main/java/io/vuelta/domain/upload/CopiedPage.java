package io.vuelta.domain.upload;

import io.vuelta.domain.contact.ScanCursor;
import java.util.List;

/**
 * The contacts of a page of a copy, and where the next page begins. It is stored before the first contact is written:
 * the copied campaign may change in the meantime, and a page that is delivered again must have the same contacts.
 *
 * @param hashes the hashes of the contacts in the copied campaign, see {@link
 *     io.vuelta.domain.campaign.ContactId#hash}; in the order in which they were read
 */
public record CopiedPage(List<String> hashes, ScanCursor next) {
    public CopiedPage {
        hashes = List.copyOf(hashes);
    }
}
