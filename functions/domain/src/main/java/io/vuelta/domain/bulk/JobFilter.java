package io.vuelta.domain.bulk;

import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import java.util.Set;

/**
 * The contacts of a campaign that a job selects.
 *
 * @param statuses only contacts in one of these; empty for all
 * @param tags only contacts with one of these; empty for all
 */
public record JobFilter(Set<ContactStatus> statuses, Set<String> tags) {
    public JobFilter {
        statuses = Set.copyOf(statuses);
        tags = Set.copyOf(tags);
    }

    /** Whether the filter selects this contact, as it is in its campaign's current cycle. */
    boolean wants(Contact contact) {
        return !contact.isRemoved()
                && (statuses.isEmpty() || statuses.contains(contact.status()))
                && (tags.isEmpty() || contact.results().tags().stream().anyMatch(tags::contains));
    }
}
