package io.vuelta.domain.dispatch;

import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.Campaign;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;

/**
 * Calls that a provider has accepted and does not dial yet, because the account exceeds its limit of calls per second.
 */
final class QueuedCalls {
    private QueuedCalls() {}

    /**
     * Whether a call that is queued at its provider must not be dialled any more: its campaign is not active, is over,
     * or its window is closed.
     *
     * @param zones the contact's possible time zones if the campaign uses them; otherwise empty
     */
    static boolean isTooLate(Call call, Campaign campaign, Set<ZoneId> zones, Instant now) {
        return call.status() == CallStatus.QUEUED
                && call.state().providerId() != null
                && !(campaign.mayAttempt()
                        && !campaign.settings().isOver(now)
                        && campaign.hours(zones).isOpen(now));
    }
}
