package io.vuelta.domain.campaign;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many attempts of a campaign may begin.
 *
 * @param perDay attempts per calendar day of the zone, 1 to 10,000; null for no limit
 * @param atOnce maximum number of simultaneous calls, or of messages that are being sent to the provider; 1 to 1,000
 * @param throttle minimum time between the beginnings of two attempts; 0 to 1 hour
 */
public record AttemptLimits(@Nullable Integer perDay, int atOnce, Duration throttle) {}
