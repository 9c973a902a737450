package io.vuelta.domain.dispatch;

import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.Campaign;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;

/**
 * Calls that a provider has accepted and does not dial yet, because the account places more calls a second than it may.
 */
final class QueuedCalls {
    private QueuedCalls() {}

    /**
     * Whether a call that is queued at its provider must not be dialled any more: its campaign is not active, is over,
     * or its window is closed.
     *
     * @param zones where the contact lives, if the campaign uses them; else empty
     */
    static boolean isTooLate(Call call, Campaign campaign, Set<ZoneId> zones, Instant now) {
        return call.status() == CallStatus.QUEUED
                && call.state().providerId() != null
                && !(campaign.mayAttempt()
                        && !campaign.settings().isOver(now)
                        && campaign.hours(zones).isOpen(now));
    }
}
