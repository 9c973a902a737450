package io.vuelta.domain.campaign;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long the contacts of a campaign are kept.
 *
 * @param overSince since when the campaign has been finished, cancelled or archived; null before that, and for
 *     campaigns that ended before this instant was stored
 * @param removed when its contacts were removed because their retention period was over; null while they are kept
 */
public record Retention(
        @Nullable Instant overSince, @Nullable Instant removed) {
    public static final Retention NONE = new Retention(null, null);

    /** Whether the contacts are kept. */
    public boolean keepsContacts() {
        return removed == null;
    }

    /** Whether the campaign has been over for at least {@code kept}, and still has its contacts. */
    boolean isPast(Duration kept, Instant now) {
        return removed == null && overSince != null && !now.isBefore(overSince.plus(kept));
    }
}
