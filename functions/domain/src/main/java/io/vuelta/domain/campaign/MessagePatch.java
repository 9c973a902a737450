package io.vuelta.domain.campaign;

import io.vuelta.domain.line.Channel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A change of the beginning of a campaign's conversations: the first five fields belong to calls, the others to
 * messages. Null sets the default of a field, and has no effect in a campaign of the other channel.
 */
public record MessagePatch(
        FieldPatch<String> firstMessage,
        FieldPatch<OnMachine> onMachine,
        FieldPatch<String> machineMessage,
        FieldPatch<Integer> ringSeconds,
        FieldPatch<Integer> maxCallSeconds,
        FieldPatch<String> template,
        FieldPatch<String> alternative,
        FieldPatch<String> language,
        FieldPatch<String> image,
        FieldPatch<NoResponse> noResponse) {
    /** Changes nothing. */
    public static final MessagePatch NONE = new MessagePatch(
            FieldPatch.absent(),
            FieldPatch.absent(),
            FieldPatch.absent(),
            FieldPatch.absent(),
            FieldPatch.absent(),
            FieldPatch.absent(),
            FieldPatch.absent(),
            FieldPatch.absent(),
            FieldPatch.absent(),
            FieldPatch.absent());

    /** The content after the change; throws {@link InvalidSetting} if the name of the template would be removed. */
    public MessageContent applied(MessageContent now) {
        return switch (now) {
            case MessageContent.FirstMessage first ->
                new MessageContent.FirstMessage(firstMessage.applied(first.text()), phone(first.phone()));
            case MessageContent.Template sent ->
                new MessageContent.Template(
                        required(sent.name()),
                        alternative.applied(sent.alternative()),
                        language.applied(sent.language(), MessageContent.Template.DEFAULT_LANGUAGE),
                        image.applied(sent.image()),
                        noResponse.applied(sent.noResponse()));
        };
    }

    private PhoneSettings phone(PhoneSettings now) {
        return new PhoneSettings(
                onMachine.applied(now.onMachine(), PhoneSettings.STANDARD.onMachine()),
                machineMessage.applied(now.machineMessage()),
                ringSeconds.applied(now.ringSeconds(), PhoneSettings.STANDARD.ringSeconds()),
                maxCallSeconds.applied(now.maxCallSeconds(), PhoneSettings.STANDARD.maxCallSeconds()));
    }

    private String required(String now) {
        InvalidSetting.require(
                template.isAbsent() || template.isGiven(),
                "template",
                "is required and must have 1 to " + MessageContent.Template.MAX_NAME_LENGTH + " characters");
        return template.applied(now, now);
    }

    /** The fields that campaigns of this channel cannot have, by their names in the API. */
    Map<String, FieldPatch<?>> foreign(Channel channel) {
        Map<String, FieldPatch<?>> foreign = new LinkedHashMap<>();
        switch (channel) {
            case PHONE_CALL -> {
                foreign.put("template", template);
                foreign.put("template_alt", alternative);
                foreign.put("template_language", language);
                foreign.put("template_image", image);
                foreign.put("no_response", noResponse);
            }
            case WHATSAPP -> {
                foreign.put("first_message", firstMessage);
                foreign.put("on_machine", onMachine);
                foreign.put("machine_message", machineMessage);
                foreign.put("ring_seconds", ringSeconds);
                foreign.put("max_call_seconds", maxCallSeconds);
            }
        }
        return foreign;
    }
}
