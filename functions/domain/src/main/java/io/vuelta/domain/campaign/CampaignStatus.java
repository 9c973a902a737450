package io.vuelta.domain.campaign;

import io.vuelta.domain.text.WireName;
import java.util.Optional;

/** The status of a campaign in its life cycle; {@link #wire} is its name in the API. */
public enum CampaignStatus implements WireName {
    /** No contacts yet. */
    PENDING,
    /** Contacts are loaded; the campaign is not started. */
    READY,
    /** The campaign makes attempts, or waits for a stated reason. */
    ACTIVE,
    /** Paused. */
    INACTIVE,
    /** Between two cycles. */
    COOLDOWN,
    FINISHED,
    CANCELLED;

    public static Optional<CampaignStatus> ofWire(String wire) {
        return WireName.find(values(), wire);
    }

    /** Whether the campaign has ended. It can be continued only by adding contacts: see {@link #takesContacts}. */
    public boolean isOver() {
        return this == FINISHED || this == CANCELLED;
    }

    /** Whether contacts may be added to the campaign. */
    public boolean takesContacts() {
        return this != CANCELLED;
    }
}
