package vuelta.handlers.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vuelta.domain.campaign.CampaignSettings;
import vuelta.domain.window.WeeklySchedule;

/**
 * A campaign's settings as the API has them. Reading starts from settings that are there, the standard ones for a new
 * campaign: an absent field leaves its setting as it is, null makes it the standard one.
 */
final class SettingsFields {
    static final Set<String> NAMES = Set.of(
            "name",
            "description",
            "timezone",
            "retries",
            "message_limit",
            "first_message",
            "scheduling",
            "concurrency",
            "retry_delay_minutes",
            "throttle_ms",
            "start_at",
            "default_region");

    private static final CampaignSettings STANDARD = new CampaignSettings(
            "campaign",
            "",
            CampaignSettings.DEFAULT_ZONE,
            1,
            null,
            null,
            WeeklySchedule.ALWAYS,
            1,
            CampaignSettings.DEFAULT_RETRY_DELAY,
            Duration.ZERO,
            null,
            "MX");

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DESCRIPTION = 10_000;
    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_WORD = 64;

    private final Fields fields;
    private final CampaignSettings base;
    private final boolean isNew;

    private SettingsFields(Fields fields, CampaignSettings base, boolean isNew) {
        this.fields = fields;
        this.base = base;
        this.isNew = isNew;
    }

    static CampaignSettings create(Fields fields) {
        return new SettingsFields(fields, STANDARD, true).read();
    }

    static CampaignSettings change(Fields fields, CampaignSettings settings) {
        return new SettingsFields(fields, settings, false).read();
    }

    static void write(CampaignSettings settings, ObjectNode json) {
        json.put("timezone", settings.zone().getId())
                .put("retries", settings.retries())
                .put("message_limit", settings.messageLimit())
                .put("first_message", settings.firstMessage())
                .put("concurrency", settings.concurrency())
                .put("retry_delay_minutes", settings.retryDelay().toMinutes())
                .put("throttle_ms", settings.throttle().toMillis())
                .put("start_at", settings.start().map(Instant::toString).orElse(null))
                .put("default_region", settings.defaultRegion())
                .set("scheduling", SchedulingFields.json(settings.window()));
    }

    private CampaignSettings read() {
        ZoneId zone = zone();
        return new CampaignSettings(
                isNew || fields.has("name") ? fields.requiredText("name", LONGEST_NAME) : base.name(),
                fields.has("description")
                        ? fields.text("description", LONGEST_DESCRIPTION).orElse("")
                        : base.description(),
                zone,
                integer("retries", base.retries(), STANDARD.retries()),
                messageLimit(),
                fields.has("first_message")
                        ? fields.text("first_message", LONGEST_MESSAGE).orElse(null)
                        : base.firstMessage(),
                window(),
                integer("concurrency", base.concurrency(), STANDARD.concurrency()),
                fields.has("retry_delay_minutes")
                        ? Duration.ofMinutes(fields.integer("retry_delay_minutes")
                                .orElse((int) CampaignSettings.DEFAULT_RETRY_DELAY.toMinutes()))
                        : base.retryDelay(),
                fields.has("throttle_ms")
                        ? Duration.ofMillis(fields.integer("throttle_ms").orElse(0))
                        : base.throttle(),
                startAt(),
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
        String name =
                fields.text("timezone", LONGEST_WORD).orElse(STANDARD.zone().getId());
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw fields.invalid("timezone", "must be a zone of the IANA database, e.g. America/Mexico_City");
        }
        return ZoneId.of(name);
    }

    private @Nullable Instant startAt() {
        if (!fields.has("start_at")) {
            return base.startAt();
        }
        String text = fields.text("start_at", LONGEST_WORD).orElse(null);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw fields.invalid("start_at", "must be ISO 8601 with Z or an offset, e.g. 2030-01-31T09:00:00-06:00");
        }
    }

    private String region(ZoneId zone) {
        if (fields.isGiven("default_region")) {
            String region = fields.requiredText("default_region", LONGEST_WORD).toUpperCase(Locale.ROOT);
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
