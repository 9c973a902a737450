package io.vuelta.domain.campaign;

import java.time.Instant;

/** Makes other settings of those that a campaign has. It may be called several times, so it must not have side effects. */
@FunctionalInterface
public interface SettingsChange {
    /**
     * The settings after the change.
     *
     * @param current the settings before it
     * @param now when it is made
     * @throws InvalidSetting if these settings cannot be changed so
     */
    CampaignSettings applied(CampaignSettings current, Instant now);
}
