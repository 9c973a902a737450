package io.vuelta.handlers.api.campaigns;

import io.vuelta.domain.campaign.InvalidSetting;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.text.WireName;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.Fields;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The fields that the body of a campaign may have. */
final class CampaignFields {
    private static final String INTEGRATION_TYPE = "integration_type";
    private static final List<String> IMMUTABLE = List.of(INTEGRATION_TYPE);

    private static final List<String> PHONE_ONLY = Stream.concat(
                    MessageFields.OF_CALLS.stream(), Stream.of("concurrency", CyclesFields.NAME))
            .toList();

    private static final String CHANNELS = String.join(", ", WireName.all(Channel.values()));

    private static final Set<String> KNOWN = known();

    private CampaignFields() {}

    /** The channel of a new campaign. Refuses every field that it cannot have; null counts as absent. */
    static Channel check(Fields fields) {
        fields.allowOnly(KNOWN);
        Channel channel = fields.requiredShortText(INTEGRATION_TYPE, Channel::ofWire, "must be one of " + CHANNELS);
        checkChannel(fields, channel);
        return channel;
    }

    /** Refuses fields that no campaign can change: they are fixed when the campaign is created. */
    static void checkChange(Fields fields) {
        IMMUTABLE.stream().filter(fields::has).findFirst().ifPresent(name -> {
            throw InvalidSetting.immutable(name);
        });
        fields.object(CyclesFields.NAME).ifPresent(CyclesFields::checkChange);
        fields.allowOnly(KNOWN);
    }

    /** Refuses fields of the other channel. */
    static void checkChannel(Fields fields, Channel channel) {
        List<String> foreign = switch (channel) {
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

    private static Set<String> known() {
        Set<String> known = new HashSet<>(SettingsFields.NAMES);
        known.addAll(IMMUTABLE);
        known.addAll(CampaignLine.NAMES);
        known.addAll(PHONE_ONLY);
        known.addAll(MessageFields.TEMPLATE);
        return Set.copyOf(known);
    }
}
