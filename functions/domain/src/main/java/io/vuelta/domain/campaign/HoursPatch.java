package io.vuelta.domain.campaign;

import io.vuelta.domain.window.WeeklySchedule;
import java.time.ZoneId;

/** A change of the hours in which a campaign makes attempts; null sets the default of a member. */
public record HoursPatch(FieldPatch<ZoneId> zone, FieldPatch<WeeklySchedule> window, FieldPatch<Boolean> contactZones) {
    AttemptHours applied(AttemptHours now) {
        return new AttemptHours(
                zone.applied(now.zone(), CampaignSettings.DEFAULT_ZONE),
                window.applied(now.window(), WeeklySchedule.ALWAYS),
                contactZones.applied(now.contactZones(), false));
    }
}
