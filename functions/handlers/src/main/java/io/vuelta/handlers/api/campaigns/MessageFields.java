package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.campaign.OnMachine;
import io.vuelta.domain.line.Channel;
import io.vuelta.handlers.api.http.Fields;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a campaign opens the conversation, as the API has it: {@code first_message}, or {@code template} and the like. */
final class MessageFields {
    static final String FIRST_MESSAGE = "first_message";

    /** What becomes of a call that a machine answers. */
    static final String ON_MACHINE = "on_machine";

    private static final String NAME = "template";
    private static final String ALTERNATIVE = "template_alt";
    private static final String LANGUAGE = "template_language";
    private static final String IMAGE = "template_image";

    /** The fields of a WhatsApp campaign. */
    static final List<String> TEMPLATE = List.of(NAME, ALTERNATIVE, LANGUAGE, IMAGE);

    private static final int MAX_MESSAGE_LENGTH = 2_000;
    private static final int MAX_TEMPLATE_LENGTH = 512;
    private static final int MAX_IMAGE = 2_000;
    private static final Pattern LANGUAGE_CODE = Pattern.compile("[a-z]{2,3}(_[A-Z]{2})?");

    private MessageFields() {}

    /** Of a new campaign. */
    static MessageContent create(Fields fields, Channel channel) {
        return switch (channel) {
            case PHONE_CALL -> firstMessage(fields, new MessageContent.FirstMessage(null));
            case WHATSAPP ->
                new MessageContent.Template(
                        name(fields),
                        alternative(fields, null),
                        language(fields, MessageContent.Template.DEFAULT_LANGUAGE),
                        image(fields, null));
        };
    }

    /** Absent fields stay as they are, null makes them the standard. */
    static MessageContent change(Fields fields, MessageContent now) {
        return switch (now) {
            case MessageContent.FirstMessage first -> firstMessage(fields, first);
            case MessageContent.Template template ->
                new MessageContent.Template(
                        fields.has(NAME) ? name(fields) : template.name(),
                        alternative(fields, template.alternative()),
                        language(fields, template.language()),
                        image(fields, template.image()));
        };
    }

    /** All of both channels; null for those of the other. */
    static void write(MessageContent opening, ObjectNode json) {
        MessageContent.Template template = opening instanceof MessageContent.Template given ? given : null;
        MessageContent.FirstMessage first = opening instanceof MessageContent.FirstMessage given ? given : null;
        json.put(FIRST_MESSAGE, first == null ? null : first.text())
                .put(ON_MACHINE, first == null ? null : first.onMachine().wire())
                .put(NAME, template == null ? null : template.name())
                .put(ALTERNATIVE, template == null ? null : template.alternative())
                .put(LANGUAGE, template == null ? null : template.language())
                .put(IMAGE, template == null ? null : template.image());
    }

    private static MessageContent firstMessage(Fields fields, MessageContent.FirstMessage now) {
        return new MessageContent.FirstMessage(
                fields.has(FIRST_MESSAGE)
                        ? fields.text(FIRST_MESSAGE, MAX_MESSAGE_LENGTH).orElse(null)
                        : now.text(),
                fields.has(ON_MACHINE) ? onMachine(fields) : now.onMachine());
    }

    private static OnMachine onMachine(Fields fields) {
        return fields.isGiven(ON_MACHINE)
                ? OnMachine.ofWire(fields.requiredText(ON_MACHINE, MAX_TEMPLATE_LENGTH))
                        .orElseThrow(() -> fields.invalid(ON_MACHINE, "must be continue or hang_up"))
                : OnMachine.CONTINUE;
    }

    private static String name(Fields fields) {
        return fields.requiredText(NAME, MAX_TEMPLATE_LENGTH);
    }

    private static @Nullable String alternative(Fields fields, @Nullable String now) {
        return filled(fields, ALTERNATIVE, MAX_TEMPLATE_LENGTH, now);
    }

    private static @Nullable String image(Fields fields, @Nullable String now) {
        return filled(fields, IMAGE, MAX_IMAGE, now);
    }

    private static @Nullable String filled(Fields fields, String name, int longest, @Nullable String now) {
        if (!fields.has(name)) {
            return now;
        }
        return fields.isGiven(name) ? fields.requiredText(name, longest) : null;
    }

    private static String language(Fields fields, String now) {
        if (!fields.has(LANGUAGE)) {
            return now;
        }
        String code = fields.text(LANGUAGE, MAX_TEMPLATE_LENGTH).orElse(MessageContent.Template.DEFAULT_LANGUAGE);
        if (!LANGUAGE_CODE.matcher(code).matches()) {
            throw fields.invalid(LANGUAGE, "must be the template's language code at the provider, e.g. es_MX or en");
        }
        return code;
    }
}
