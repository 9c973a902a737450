package io.vuelta.domain.campaign;

import io.vuelta.domain.window.WeeklySchedule;
import java.time.ZoneId;

/** A change of the hours at which a campaign attempts; null makes a member the standard one. */
public record HoursPatch(FieldPatch<ZoneId> zone, FieldPatch<WeeklySchedule> window, FieldPatch<Boolean> contactZones) {
    AttemptHours applied(AttemptHours now) {
        return new AttemptHours(
                zone.applied(now.zone(), CampaignSettings.DEFAULT_ZONE),
                window.applied(now.window(), WeeklySchedule.ALWAYS),
                contactZones.applied(now.contactZones(), false));
    }
}
