package io.vuelta.domain.campaign;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long the contacts of a campaign are kept.
 *
 * @param overSince since when the campaign has been finished, cancelled or archived; null while it is not, and of one that was so
 *     before this was noted
 * @param removed when its contacts were given up because they had been kept long enough; null as long as they are kept
 */
public record Retention(
        @Nullable Instant overSince, @Nullable Instant removed) {
    public static final Retention NONE = new Retention(null, null);

    /** Whether the contacts are kept. */
    public boolean keepsContacts() {
        return removed == null;
    }

    /** Whether the campaign has been over for so long, and still has its contacts. */
    boolean isPast(Duration kept, Instant now) {
        return removed == null && overSince != null && !now.isBefore(overSince.plus(kept));
    }
}
