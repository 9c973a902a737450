package io.vuelta.domain.campaign;

import java.time.Instant;

/** Makes other settings of those that a campaign has. It may be asked several times, and has no effect of its own. */
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
