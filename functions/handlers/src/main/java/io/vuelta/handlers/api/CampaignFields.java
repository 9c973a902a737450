package io.vuelta.handlers.api;

import io.vuelta.domain.line.Channel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which fields the body of a campaign may have. */
final class CampaignFields {
    private static final String INTEGRATION_TYPE = "integration_type";
    private static final List<String> IMMUTABLE = List.of(INTEGRATION_TYPE);

    private static final List<String> PHONE_ONLY =
            List.of(MessageFields.FIRST_MESSAGE, MessageFields.ON_MACHINE, "concurrency", CyclesFields.NAME);

    private static final Set<String> KNOWN = known();
    private static final int MAX_WORD_LENGTH = 64;

    private CampaignFields() {}

    /** The channel of a new campaign. Refuses every field that it cannot have; null counts as absent. */
    static Channel check(Fields fields) {
        fields.allowOnly(KNOWN);
        Channel channel = Channel.ofWire(fields.requiredText(INTEGRATION_TYPE, MAX_WORD_LENGTH))
                .orElseThrow(() -> fields.invalid(
                        INTEGRATION_TYPE,
                        "must be one of "
                                + Stream.of(Channel.values()).map(Channel::wire).collect(Collectors.joining(", "))));
        checkChannel(fields, channel);
        return channel;
    }

    /** Refuses fields that a change cannot have, whatever the campaign: what is settled when it is created. */
    static void checkChange(Fields fields) {
        IMMUTABLE.stream().filter(fields::has).findFirst().ifPresent(name -> {
            throw immutable(name);
        });
        fields.object(CyclesFields.NAME).ifPresent(CyclesFields::checkChange);
        fields.allowOnly(KNOWN);
    }

    /** Refuses fields of the other channel. */
    static void checkChannel(Fields fields, Channel channel) {
        List<String> foreign =
                switch (channel) {
                    case PHONE_CALL -> MessageFields.TEMPLATE;
                    case WHATSAPP -> PHONE_ONLY;
                };
        foreign.stream().filter(fields::isGiven).findFirst().ifPresent(name -> {
            throw fields.invalid(name, "is not for " + channel.wire() + " campaigns; remove it");
        });
    }

    static ApiError otherChannel(Fields fields, Channel line) {
        return fields.invalid(INTEGRATION_TYPE, "must be " + line.wire() + ", as its integration is");
    }

    static ApiError immutable(String field) {
        return ApiError.ofField(
                400, "IMMUTABLE_FIELD", field, field + " is settled when the campaign is created; create another one");
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(SettingsFields.NAMES);
        known.addAll(IMMUTABLE);
        known.addAll(CampaignLine.NAMES);
        known.addAll(PHONE_ONLY);
        known.addAll(MessageFields.TEMPLATE);
        return Set.copyOf(known);
    }
}
