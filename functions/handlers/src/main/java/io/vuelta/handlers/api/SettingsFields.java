package io.vuelta.handlers.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.Breaker;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.window.WeeklySchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A campaign's settings as the API has them. Reading starts from settings that are there, the standard ones for a new
 * campaign: an absent field leaves its setting as it is, null makes it the standard one.
 */
final class SettingsFields {
    /** Those of both channels. */
    static final Set<String> NAMES = Set.of(
            "name",
            "description",
            "timezone",
            "retries",
            "message_limit",
            "scheduling",
            "contact_timezones",
            "retry_delay_minutes",
            "throttle_ms",
            "start_at",
            "end_at",
            "expires",
            BreakerFields.NAME,
            "always_on",
            "default_region");

    private static final int RETRIES = 1;
    private static final int CONCURRENCY = 1;
    private static final int MAX_NAME_LENGTH = 255;
    private static final int MAX_DESCRIPTION_LENGTH = 10_000;
    private static final int MAX_WORD_LENGTH = 64;

    private final Fields fields;
    private final CampaignSettings base;
    private final boolean isNew;

    private SettingsFields(Fields fields, CampaignSettings base, boolean isNew) {
        this.fields = fields;
        this.base = base;
        this.isNew = isNew;
    }

    static CampaignSettings create(Fields fields, Channel channel) {
        MessageContent opening = MessageFields.create(fields, channel);
        return new SettingsFields(fields, standard(opening), true).read(opening, CyclesFields.create(fields));
    }

    static CampaignSettings change(Fields fields, CampaignSettings settings) {
        CampaignFields.checkChannel(fields, settings.channel());
        return new SettingsFields(fields, settings, false)
                .read(MessageFields.change(fields, settings.opening()), CyclesFields.change(fields, settings.cycles()));
    }

    static void write(CampaignSettings settings, ObjectNode json) {
        json.put("timezone", settings.zone().getId())
                .put("retries", settings.retries())
                .put("message_limit", settings.messageLimit());
        MessageFields.write(settings.opening(), json);
        json.put("contact_timezones", settings.contactZones())
                .put("concurrency", settings.channel() == Channel.PHONE_CALL ? settings.concurrency() : null)
                .put("retry_delay_minutes", settings.retryDelay().toMinutes())
                .put("throttle_ms", settings.throttle().toMillis())
                .put("start_at", settings.start().map(Instant::toString).orElse(null))
                .put("end_at", settings.end().map(Instant::toString).orElse(null))
                .put("expires", minutes(settings.expires()))
                .put("default_region", settings.defaultRegion())
                .set("scheduling", SchedulingFields.json(settings.window()));
        json.put("always_on", settings.alwaysOn());
        json.set(BreakerFields.NAME, BreakerFields.json(settings.breaker()));
        json.set(CyclesFields.NAME, CyclesFields.json(settings.cycles()));
    }

    private static @Nullable Long minutes(@Nullable Duration duration) {
        return duration == null ? null : (Long) duration.toMinutes();
    }

    /** Of a campaign that opens so; the name is only a place for the one that must be given. */
    private static CampaignSettings standard(MessageContent opening) {
        boolean phone = opening.channel() == Channel.PHONE_CALL;
        return new CampaignSettings(
                "campaign",
                "",
                CampaignSettings.DEFAULT_ZONE,
                RETRIES,
                standardLimit(opening.channel()),
                opening,
                WeeklySchedule.ALWAYS,
                false,
                phone ? CONCURRENCY : CampaignSettings.MAX_CONCURRENCY,
                CampaignSettings.DEFAULT_RETRY_DELAY,
                Duration.ZERO,
                null,
                null,
                null,
                null,
                Breaker.DEFAULT,
                false,
                "MX");
    }

    /** An end that is given must be ahead: with one that is past nobody would be attempted. */
    static void requireEndAhead(Fields fields, CampaignSettings settings, Instant now) {
        if (fields.isGiven("end_at") && settings.isOver(now)) {
            throw ApiError.invalid("end_at", "must be in the future");
        }
    }

    private static @Nullable Integer standardLimit(Channel channel) {
        return switch (channel) {
            case PHONE_CALL -> null;
            case WHATSAPP -> CampaignSettings.DEFAULT_MESSAGE_LIMIT;
        };
    }

    private CampaignSettings read(MessageContent opening, @Nullable Cycles cycles) {
        ZoneId zone = zone();
        int delay = (int) CampaignSettings.DEFAULT_RETRY_DELAY.toMinutes();
        return new CampaignSettings(
                isNew || fields.has("name") ? fields.requiredName("name", MAX_NAME_LENGTH) : base.name(),
                fields.has("description")
                        ? fields.text("description", MAX_DESCRIPTION_LENGTH).orElse("")
                        : base.description(),
                zone,
                integer("retries", base.retries(), RETRIES),
                messageLimit(),
                opening,
                window(),
                fields.has("contact_timezones")
                        ? fields.flag("contact_timezones").orElse(false)
                        : base.contactZones(),
                opening.channel() == Channel.PHONE_CALL
                        ? integer("concurrency", base.concurrency(), CONCURRENCY)
                        : base.concurrency(),
                fields.has("retry_delay_minutes")
                        ? Duration.ofMinutes(
                                fields.integer("retry_delay_minutes").orElse(delay))
                        : base.retryDelay(),
                fields.has("throttle_ms")
                        ? Duration.ofMillis(fields.integer("throttle_ms").orElse(0))
                        : base.throttle(),
                instant("start_at", base.startAt()),
                instant("end_at", base.endAt()),
                expires(),
                cycles,
                BreakerFields.read(fields, base.breaker()),
                fields.has("always_on") ? fields.flag("always_on").orElse(false) : base.alwaysOn(),
                region(zone));
    }

    private int integer(String name, int now, int standard) {
        return fields.has(name) ? fields.integer(name).orElse(standard) : now;
    }

    private @Nullable Integer messageLimit() {
        if (!fields.has("message_limit")) {
            return base.messageLimit();
        }
        return fields.isGiven("message_limit")
                ? (Integer) fields.integer("message_limit").orElseThrow()
                : standardLimit(base.channel());
    }

    private @Nullable Duration expires() {
        if (!fields.has("expires")) {
            return base.expires();
        }
        return fields.isGiven("expires")
                ? Duration.ofMinutes(fields.integer("expires").orElseThrow())
                : null;
    }

    private WeeklySchedule window() {
        if (!fields.has("scheduling")) {
            return base.window();
        }
        return fields.isGiven("scheduling") ? SchedulingFields.read(fields, "scheduling") : WeeklySchedule.ALWAYS;
    }

    private ZoneId zone() {
        if (!fields.has("timezone")) {
            return base.zone();
        }
        String name = fields.text("timezone", MAX_WORD_LENGTH).orElse(CampaignSettings.DEFAULT_ZONE.getId());
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw fields.invalid("timezone", "must be a zone of the IANA database, e.g. America/Mexico_City");
        }
        return ZoneId.of(name);
    }

    private @Nullable Instant instant(String name, @Nullable Instant now) {
        return fields.has(name) ? fields.instant(name).orElse(null) : now;
    }

    private String region(ZoneId zone) {
        if (fields.isGiven("default_region")) {
            String region =
                    fields.requiredText("default_region", MAX_WORD_LENGTH).toUpperCase(Locale.ROOT);
            if (!Arrays.asList(Locale.getISOCountries()).contains(region)) {
                throw fields.invalid("default_region", "must be a country of ISO 3166-1, two letters, e.g. MX");
            }
            return region;
        }
        if (!isNew && !fields.has("default_region")) {
            return base.defaultRegion();
        }
        return ZoneCountries.countryOf(zone)
                .orElseThrow(() -> fields.invalid(
                        "default_region", "is required: the time zone " + zone + " belongs to no one country"));
    }
}
