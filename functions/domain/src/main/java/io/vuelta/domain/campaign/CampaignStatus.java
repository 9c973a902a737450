package io.vuelta.domain.campaign;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The status of a campaign in its life cycle; {@link #wire} is its name in the API. */
public enum CampaignStatus {
    /** No contacts yet. */
    PENDING,
    /** Contacts loaded, not started. */
    READY,
    /** Working, or waiting with a reason. */
    ACTIVE,
    /** Paused. */
    INACTIVE,
    /** Between two cycles. */
    COOLDOWN,
    FINISHED,
    CANCELLED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<CampaignStatus> ofWire(String wire) {
        return Arrays.stream(values())
                .filter(status -> status.wire().equals(wire))
                .findFirst();
    }

    /** It has come to its end. A person can take it on only by contacts: see {@link #takesContacts}. */
    public boolean isOver() {
        return this == FINISHED || this == CANCELLED;
    }

    /** Whether contacts may be added to it. */
    public boolean takesContacts() {
        return this != CANCELLED;
    }
}
