package io.vuelta.domain.campaign;

import java.time.Duration;

/**
 * How often, and how soon, a contact is tried again.
 *
 * @param max further attempts after voicemail, busy, no answer or a message that did not reach them; 0 to 5
 * @param delay the time between the end of an attempt and its retry; 0 to 7 days
 */
public record RetryRule(int max, Duration delay) {}
