package io.vuelta.domain.campaign;

import io.vuelta.domain.window.WeeklySchedule;
import java.time.ZoneId;

/**
 * The hours in which a campaign makes attempts.
 *
 * @param zone the time zone of the window, the daily limit and the exports
 * @param window the hours in which attempts may begin
 * @param contactZones whether the window must also be open in the contact's time zone
 */
public record AttemptHours(ZoneId zone, WeeklySchedule window, boolean contactZones) {}
