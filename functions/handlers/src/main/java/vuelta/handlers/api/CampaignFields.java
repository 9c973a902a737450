package vuelta.handlers.api;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which fields the body of a campaign may have. */
final class CampaignFields {
    static final String CYCLES = "cycles";
    static final List<String> IMMUTABLE = List.of("agent_id", "integration_id", "integration_type");

    private static final List<String> IMMUTABLE_IN_CYCLES = List.of("enabled", "mode");
    private static final String CONTACT_TIMEZONES = "contact_timezones";

    /** Fields that the contract has and this version does not. */
    private static final List<String> NOT_YET = List.of("end_at", "expires");

    private static final List<String> WHATSAPP_ONLY =
            List.of("template", "template_alt", "template_language", "template_image");

    private static final Set<String> KNOWN = known();

    private CampaignFields() {}

    /** Refuses what a phone campaign of this version cannot have. {@code cycles} that are not enabled are ignored. */
    static void check(Fields fields) {
        fields.allowOnly(KNOWN);
        WHATSAPP_ONLY.stream().filter(fields::isGiven).findFirst().ifPresent(name -> {
            throw fields.invalid(name, "is for whatsapp campaigns only; remove it");
        });
        fields.unsupported(NOT_YET);
        if (fields.flag(CONTACT_TIMEZONES).orElse(false)) {
            throw fields.unsupported(CONTACT_TIMEZONES);
        }
        if (fields.object(CYCLES).flatMap(cycles -> cycles.flag("enabled")).orElse(false)) {
            throw fields.unsupported(CYCLES);
        }
    }

    /** Refuses, besides, what is settled when a campaign is created. */
    static void checkChange(Fields fields) {
        IMMUTABLE.stream().filter(fields::has).findFirst().ifPresent(CampaignFields::refuseImmutable);
        fields.object(CYCLES)
                .flatMap(cycles ->
                        IMMUTABLE_IN_CYCLES.stream().filter(cycles::has).findFirst())
                .map(name -> CYCLES + "." + name)
                .ifPresent(CampaignFields::refuseImmutable);
        check(fields);
    }

    private static void refuseImmutable(String field) {
        throw ApiError.ofField(
                400, "IMMUTABLE_FIELD", field, field + " is settled when the campaign is created; create another one");
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(SettingsFields.NAMES);
        known.addAll(IMMUTABLE);
        known.addAll(NOT_YET);
        known.addAll(WHATSAPP_ONLY);
        known.add(CONTACT_TIMEZONES);
        known.add(CYCLES);
        return Set.copyOf(known);
    }
}
