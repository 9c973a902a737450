package io.vuelta.providers.twilio;

import java.time.Instant;

/**
 * A text that was spoken in a call.
 *
 * @param at when the speaking began
 */
public record SpokenText(String sid, String text, Instant at) {}
