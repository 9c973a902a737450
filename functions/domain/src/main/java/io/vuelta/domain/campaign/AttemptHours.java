package io.vuelta.domain.campaign;

import io.vuelta.domain.window.WeeklySchedule;
import java.time.ZoneId;

/**
 * At which hours a campaign attempts.
 *
 * @param zone of the window, the daily limit and the exports
 * @param window when attempts may begin
 * @param contactZones whether the window must be open where the contact lives, too
 */
public record AttemptHours(ZoneId zone, WeeklySchedule window, boolean contactZones) {}
