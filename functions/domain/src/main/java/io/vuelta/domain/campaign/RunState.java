package io.vuelta.domain.campaign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a campaign in its life cycle.
 *
 * @param hangsUp whether its calls under way must be hung up; only if it is paused or cancelled
 * @param workingSince when it was last started, by a person or automatically; null before that
 * @param autoPause why it has paused itself; null if it has not
 */
public record RunState(
        CampaignStatus status,
        boolean archived,
        boolean hangsUp,
        @Nullable Instant workingSince,
        @Nullable AutoPause autoPause) {
    static final RunState PENDING = new RunState(CampaignStatus.PENDING, false, false, null, null);

    RunState in(CampaignStatus to, boolean hanging, @Nullable AutoPause why) {
        return new RunState(to, archived, hanging, workingSince, why);
    }

    /** The state after a start; the reason of the last stop is deleted. */
    RunState started(Instant now) {
        return new RunState(CampaignStatus.ACTIVE, archived, false, now, null);
    }

    RunState archived(boolean as) {
        return new RunState(status, as, hangsUp, workingSince, autoPause);
    }
}
