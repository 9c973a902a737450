package io.vuelta.domain.upload;

import io.vuelta.domain.contact.ScanCursor;
import java.util.List;

/**
 * The contacts of a page of a copy, and where the next page begins. It is stored before the first of them is written:
 * the copied campaign changes meanwhile, and if the page is delivered again, it must have the same contacts.
 *
 * @param hashes of the contacts in the campaign that is copied, see {@link io.vuelta.domain.campaign.ContactId#hash};
 *     in the order in which they were read
 */
public record CopiedPage(List<String> hashes, ScanCursor next) {
    public CopiedPage {
        hashes = List.copyOf(hashes);
    }
}
