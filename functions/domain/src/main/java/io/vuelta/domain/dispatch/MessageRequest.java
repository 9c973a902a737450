package io.vuelta.domain.dispatch;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.line.Line;
import org.jspecify.annotations.Nullable;

/**
 * A request to send a message.
 *
 * @param attempt the provider returns it with every event
 * @param template the template; the contact has values for all its parameters
 * @param image uploaded media for an image header; null for none
 */
public record MessageRequest(
        AttemptId attempt,
        Line line,
        Contact contact,
        MessageTemplate template,
        @Nullable String image) {}
