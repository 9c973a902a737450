package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.BreakerPatch;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.campaign.CyclesPatch;
import io.vuelta.domain.campaign.FieldPatch;
import io.vuelta.domain.campaign.HoursPatch;
import io.vuelta.domain.campaign.LimitsPatch;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.campaign.MessagePatch;
import io.vuelta.domain.campaign.PeriodPatch;
import io.vuelta.domain.campaign.RegionPatch;
import io.vuelta.domain.campaign.RetryPatch;
import io.vuelta.domain.campaign.SettingsPatch;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.price.Money;
import io.vuelta.domain.window.WeeklySchedule;
import io.vuelta.handlers.api.http.DomainFields;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Lengths;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A campaign's settings in the API's form. */
final class SettingsFields {
    /** The names of the settings of both channels. */
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
            BudgetFields.NAME,
            "always_on",
            "default_region");

    private static final int MAX_DESCRIPTION_LENGTH = 10_000;

    private final Fields fields;
    private final boolean isNew;

    private SettingsFields(Fields fields, boolean isNew) {
        this.fields = fields;
        this.isNew = isNew;
    }

    static CampaignSettings create(Fields fields, Channel channel, Instant now) {
        MessageContent opening = MessageFields.create(fields, channel);
        Cycles cycles = CyclesFields.create(fields);
        return new SettingsFields(fields, true)
                .patch(MessagePatch.NONE, FieldPatch.absent())
                .created(opening, cycles, now);
    }

    static SettingsPatch patch(Fields fields) {
        return new SettingsFields(fields, false).patch(MessageFields.patch(fields), CyclesFields.patch(fields));
    }

    static void write(CampaignSettings settings, ObjectNode json) {
        json.put("timezone", settings.zone().getId())
                .put("retries", settings.retrying().max())
                .put("message_limit", settings.limits().perDay());
        MessageFields.write(settings.opening(), json);
        json.put("contact_timezones", settings.hours().contactZones())
                .put(
                        "concurrency",
                        settings.channel() == Channel.PHONE_CALL
                                ? settings.limits().atOnce()
                                : null)
                .put("retry_delay_minutes", settings.retrying().delay().toMinutes())
                .put("throttle_ms", settings.limits().throttle().toMillis())
                .put("start_at", settings.start().map(Instant::toString).orElse(null))
                .put("end_at", settings.end().map(Instant::toString).orElse(null))
                .put("expires", minutes(settings.expires()))
                .put("default_region", settings.defaultRegion())
                .set("scheduling", SchedulingFields.json(settings.hours().window()));
        json.put("always_on", settings.period().alwaysOn());
        json.set(BreakerFields.NAME, BreakerFields.json(settings.breaker()));
        json.set(BudgetFields.NAME, BudgetFields.json(settings.budget()));
        json.set(CyclesFields.NAME, CyclesFields.json(settings.cycles()));
    }

    private static @Nullable Long minutes(@Nullable Duration duration) {
        return duration == null ? null : (Long) duration.toMinutes();
    }

    private SettingsPatch patch(MessagePatch opening, FieldPatch<CyclesPatch> cycles) {
        // Fields are read in this order, and the error names the first invalid one.
        FieldPatch<ZoneId> zone = fields.patch("timezone", this::zone);
        FieldPatch<String> name = isNew || fields.has("name")
                ? new FieldPatch.Value<>(fields.requiredName("name", Lengths.MAX_NAME))
                : FieldPatch.absent();
        FieldPatch<String> description =
                fields.patch("description", field -> fields.text(field, MAX_DESCRIPTION_LENGTH));
        FieldPatch<Integer> retries = fields.integerPatch("retries");
        FieldPatch<Integer> perDay = fields.integerPatch("message_limit");
        FieldPatch<WeeklySchedule> window = fields.patch(
                "scheduling", field -> fields.object(field).map(_ -> SchedulingFields.read(fields, field)));
        FieldPatch<Boolean> contactZones = fields.patch("contact_timezones", fields::flag);
        FieldPatch<Integer> atOnce = fields.integerPatch("concurrency");
        FieldPatch<Duration> delay = duration("retry_delay_minutes", ChronoUnit.MINUTES);
        FieldPatch<Duration> throttle = duration("throttle_ms", ChronoUnit.MILLIS);
        FieldPatch<Instant> startAt = fields.patch("start_at", fields::instant);
        FieldPatch<Instant> endAt = fields.patch("end_at", fields::instant);
        FieldPatch<Duration> expires = duration("expires", ChronoUnit.MINUTES);
        FieldPatch<BreakerPatch> breaker = BreakerFields.patch(fields);
        FieldPatch<Money> budget = BudgetFields.patch(fields);
        FieldPatch<Boolean> alwaysOn = fields.patch("always_on", fields::flag);
        return new SettingsPatch(
                name,
                description,
                new HoursPatch(zone, window, contactZones),
                new RetryPatch(retries, delay),
                new LimitsPatch(perDay, atOnce, throttle),
                opening,
                new PeriodPatch(startAt, endAt, alwaysOn),
                expires,
                cycles,
                breaker,
                budget,
                new RegionPatch(region(), ZoneCountries::countryOf));
    }

    private FieldPatch<Duration> duration(String name, ChronoUnit unit) {
        return fields.patch(
                name,
                field -> fields.integer(field).stream()
                        .mapToObj(count -> Duration.of(count, unit))
                        .findFirst());
    }

    private Optional<ZoneId> zone(String field) {
        return fields.shortText(field).map(name -> {
            if (!ZoneId.getAvailableZoneIds().contains(name)) {
                throw fields.invalid(field, "must be a zone of the IANA database, e.g. America/Mexico_City");
            }
            return ZoneId.of(name);
        });
    }

    /**
     * The country of numbers without country code. Without this field, a new campaign gets the country of its time
     * zone.
     */
    private FieldPatch<String> region() {
        if (fields.isGiven("default_region")) {
            return new FieldPatch.Value<>(
                    DomainFields.region("default_region", fields.requiredShortText("default_region")));
        }
        return isNew || fields.has("default_region") ? new FieldPatch.Null<>() : FieldPatch.absent();
    }
}
