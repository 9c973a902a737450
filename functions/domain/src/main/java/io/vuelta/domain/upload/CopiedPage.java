package io.vuelta.domain.upload;

import io.vuelta.domain.contact.ScanCursor;
import java.util.List;

/**
 * Which contacts a page of a copy brings, and where the next page begins. It is kept before the first of them is written: the
 * campaign that is copied goes on meanwhile, and the page delivered again must bring the same contacts.
 *
 * @param hashes of the contacts in the campaign that is copied, see {@link io.vuelta.domain.campaign.ContactId#hash}; in the
 *     order in which they were read
 */
public record CopiedPage(List<String> hashes, ScanCursor next) {
    public CopiedPage {
        hashes = List.copyOf(hashes);
    }
}
