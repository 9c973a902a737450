package io.vuelta.handlers.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.ContactId;
import java.time.Instant;

/** Shows that a campaign's contacts were removed because their retention period is over. */
public final class RemovedContacts {
    private RemovedContacts() {}

    /** Adds the time of the removal if the contacts were removed. Returns the same object. */
    public static ObjectNode addTo(Campaign campaign, ObjectNode json) {
        Instant removed = campaign.retention().removed();
        return removed == null ? json : json.put("contacts_removed_at", removed.toString());
    }

    /** The error for a contact that does not exist, with the reason. */
    public static ApiError missing(Campaign campaign, ContactId id) {
        Instant removed = campaign.retention().removed();
        return ApiError.notFound(
                "contact",
                removed == null
                        ? id.hash()
                        : id.hash() + ": the campaign's contacts were removed at " + removed
                                + ", because their retention time had ended");
    }
}
