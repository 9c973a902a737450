package io.vuelta.domain.campaign;

import java.time.Duration;

/** A change of how often, and how soon, a contact is tried again; null sets the default of a member. */
public record RetryPatch(FieldPatch<Integer> max, FieldPatch<Duration> delay) {
    static final RetryRule STANDARD = new RetryRule(1, CampaignSettings.DEFAULT_RETRY_DELAY);

    RetryRule applied(RetryRule now) {
        return new RetryRule(max.applied(now.max(), STANDARD.max()), delay.applied(now.delay(), STANDARD.delay()));
    }
}
