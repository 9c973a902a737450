package io.vuelta.providers.twilio;

import java.time.Instant;

/**
 * A text that was said in a call.
 *
 * @param at when it began
 */
public record SpokenText(String sid, String text, Instant at) {}
