package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.campaign.MessagePatch;
import io.vuelta.domain.campaign.NoResponse;
import io.vuelta.domain.campaign.OnMachine;
import io.vuelta.domain.campaign.PhoneSettings;
import io.vuelta.domain.line.Channel;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Lengths;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a campaign's conversations, in the API's form: {@code first_message}, or {@code template} and its
 * fields.
 */
final class MessageFields {
    static final String FIRST_MESSAGE = "first_message";

    /** The reaction to a machine that answers a call. */
    private static final String ON_MACHINE = "on_machine";

    private static final String MACHINE_MESSAGE = "machine_message";
    private static final String RING_SECONDS = "ring_seconds";
    private static final String MAX_CALL_SECONDS = "max_call_seconds";

    private static final String NAME = "template";
    private static final String ALTERNATIVE = "template_alt";
    private static final String LANGUAGE = "template_language";
    private static final String IMAGE = "template_image";

    /** The reaction to a person who does not answer. */
    private static final String NO_RESPONSE = "no_response";

    private static final String AFTER_MINUTES = "after_minutes";

    /** The fields of a phone campaign. */
    static final List<String> OF_CALLS =
            List.of(FIRST_MESSAGE, ON_MACHINE, MACHINE_MESSAGE, RING_SECONDS, MAX_CALL_SECONDS);

    /** The fields of a WhatsApp campaign. */
    static final List<String> TEMPLATE = List.of(NAME, ALTERNATIVE, LANGUAGE, IMAGE, NO_RESPONSE);

    private static final int MAX_TEMPLATE_LENGTH = MessageContent.Template.MAX_NAME_LENGTH;
    private static final Pattern LANGUAGE_CODE = Pattern.compile("[a-z]{2,3}(_[A-Z]{2})?");

    private MessageFields() {}

    /** The content of a new campaign. */
    static MessageContent create(Fields fields, Channel channel) {
        MessagePatch given = patch(fields);
        return given.applied(
                switch (channel) {
                    case PHONE_CALL -> new MessageContent.FirstMessage(null);
                    case WHATSAPP ->
                        new MessageContent.Template(
                                fields.requiredText(NAME, MAX_TEMPLATE_LENGTH),
                                null,
                                MessageContent.Template.DEFAULT_LANGUAGE,
                                null);
                });
    }

    static MessagePatch patch(Fields fields) {
        return new MessagePatch(
                fields.patch(FIRST_MESSAGE, name -> fields.text(name, Lengths.MAX_MESSAGE)),
                fields.patch(
                        ON_MACHINE,
                        name -> filled(fields, name, MAX_TEMPLATE_LENGTH)
                                .map(value -> OnMachine.ofWire(value)
                                        .orElseThrow(
                                                () -> fields.invalid(name, "must be continue, hang_up or message")))),
                fields.patch(MACHINE_MESSAGE, name -> fields.text(name, PhoneSettings.MAX_MESSAGE_LENGTH)),
                fields.integerPatch(RING_SECONDS),
                fields.integerPatch(MAX_CALL_SECONDS),
                fields.patch(NAME, name -> filled(fields, name, MAX_TEMPLATE_LENGTH)),
                fields.patch(ALTERNATIVE, name -> filled(fields, name, MAX_TEMPLATE_LENGTH)),
                fields.patch(LANGUAGE, name -> language(fields, name)),
                fields.patch(IMAGE, name -> filled(fields, name, Lengths.MAX_URL)),
                fields.patch(NO_RESPONSE, name -> fields.object(name).map(MessageFields::noResponse)));
    }

    private static NoResponse noResponse(Fields given) {
        given.allowOnly(Set.of(AFTER_MINUTES, NAME));
        String template = filled(given, NAME, MAX_TEMPLATE_LENGTH).orElse(null);
        int minutes = given.integer(AFTER_MINUTES)
                .orElseThrow(() -> given.invalid(
                        AFTER_MINUTES,
                        "is required and must be from " + NoResponse.MIN_MINUTES + " to " + NoResponse.MAX_MINUTES));
        return new NoResponse(Duration.ofMinutes(minutes), template);
    }

    private static @Nullable ObjectNode json(@Nullable NoResponse noResponse) {
        return noResponse == null
                ? null
                : ApiJson.object()
                        .put(AFTER_MINUTES, noResponse.after().toMinutes())
                        .put(NAME, noResponse.template());
    }

    /** Writes the fields of both channels; those of the other channel are null. */
    static void write(MessageContent opening, ObjectNode json) {
        MessageContent.Template template = opening instanceof MessageContent.Template given ? given : null;
        MessageContent.FirstMessage first = opening instanceof MessageContent.FirstMessage given ? given : null;
        json.put(FIRST_MESSAGE, first == null ? null : first.text())
                .put(
                        ON_MACHINE,
                        first == null ? null : first.phone().onMachine().wire())
                .put(MACHINE_MESSAGE, first == null ? null : first.phone().machineMessage())
                .put(
                        RING_SECONDS,
                        first == null ? null : (Integer) first.phone().ringSeconds())
                .put(
                        MAX_CALL_SECONDS,
                        first == null ? null : (Integer) first.phone().maxCallSeconds())
                .put(NAME, template == null ? null : template.name())
                .put(ALTERNATIVE, template == null ? null : template.alternative())
                .put(LANGUAGE, template == null ? null : template.language())
                .put(IMAGE, template == null ? null : template.image())
                .set(NO_RESPONSE, template == null ? null : json(template.noResponse()));
    }

    private static Optional<String> filled(Fields fields, String name, int longest) {
        return fields.isGiven(name) ? Optional.of(fields.requiredText(name, longest)) : Optional.empty();
    }

    private static Optional<String> language(Fields fields, String name) {
        Optional<String> code = fields.text(name, MAX_TEMPLATE_LENGTH);
        if (code.filter(text -> !LANGUAGE_CODE.matcher(text).matches()).isPresent()) {
            throw fields.invalid(name, "must be the template's language code at the provider, e.g. es_MX or en");
        }
        return code;
    }
}
