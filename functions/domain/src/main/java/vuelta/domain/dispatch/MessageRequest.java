package vuelta.domain.dispatch;

import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.contact.Contact;
import vuelta.domain.line.Line;

/**
 * A message to be sent.
 *
 * @param attempt carried by the provider and brought back with every event
 * @param template its name at the provider; its parameters are the contact's variables
 * @param language code of the template
 * @param image uploaded media for an image header; null for none
 */
public record MessageRequest(
        AttemptId attempt,
        Line line,
        Contact contact,
        String template,
        String language,
        @Nullable String image) {}
