package io.vuelta.domain.campaign;

import java.time.Instant;

/** Changes the settings of a campaign. It may be called several times, so it must not have side effects. */
@FunctionalInterface
public interface SettingsChange {
    /**
     * The settings after the change.
     *
     * @param current the settings before it
     * @param now the time of the change
     * @throws InvalidSetting if the change is not allowed
     */
    CampaignSettings applied(CampaignSettings current, Instant now);
}
