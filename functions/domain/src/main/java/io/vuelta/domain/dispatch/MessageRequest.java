package io.vuelta.domain.dispatch;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.line.Line;
import org.jspecify.annotations.Nullable;

/**
 * A message to be sent.
 *
 * @param attempt carried by the provider and brought back with every event
 * @param template whose parameters the contact has values for
 * @param image uploaded media for an image header; null for none
 */
public record MessageRequest(
        AttemptId attempt,
        Line line,
        Contact contact,
        MessageTemplate template,
        @Nullable String image) {}
