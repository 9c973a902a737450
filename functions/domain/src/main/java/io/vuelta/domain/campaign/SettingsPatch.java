package io.vuelta.domain.campaign;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.price.Money;
import io.vuelta.domain.window.WeeklySchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of a campaign's settings, field by field; see {@link CampaignSettings} for their meanings. Null sets the
 * default of a field.
 *
 * @param name of no standard: null leaves it as it is
 * @param breaker null makes all of it the standard
 * @param cycles null ends them, which is not allowed
 * @param defaultRegion the standard is the country of the campaign's zone
 * @param regions which country that is
 */
public record SettingsPatch(
        FieldPatch<ZoneId> zone,
        FieldPatch<String> name,
        FieldPatch<String> description,
        FieldPatch<Integer> retries,
        FieldPatch<Integer> messageLimit,
        MessagePatch opening,
        FieldPatch<WeeklySchedule> window,
        FieldPatch<Boolean> contactZones,
        FieldPatch<Integer> concurrency,
        FieldPatch<Duration> retryDelay,
        FieldPatch<Duration> throttle,
        FieldPatch<Instant> startAt,
        FieldPatch<Instant> endAt,
        FieldPatch<Duration> expires,
        FieldPatch<CyclesPatch> cycles,
        FieldPatch<BreakerPatch> breaker,
        FieldPatch<Money> budget,
        FieldPatch<Boolean> alwaysOn,
        FieldPatch<String> defaultRegion,
        ZoneRegions regions)
        implements SettingsChange {
    private static final int RETRIES = 1;
    private static final int CONCURRENCY = 1;

    /** Where no region is given and none follows from the zone. */
    private static final String PLACE_OF_REGION = "MX";

    /** The settings of a new campaign: the standard ones, changed so. */
    public CampaignSettings created(MessageContent content, @Nullable Cycles rounds, Instant now) {
        boolean phone = content.channel() == Channel.PHONE_CALL;
        CampaignSettings standard = new CampaignSettings(
                "campaign",
                "",
                CampaignSettings.DEFAULT_ZONE,
                RETRIES,
                standardLimit(content.channel()),
                content,
                WeeklySchedule.ALWAYS,
                false,
                phone ? CONCURRENCY : CampaignSettings.MAX_CONCURRENCY,
                CampaignSettings.DEFAULT_RETRY_DELAY,
                Duration.ZERO,
                null,
                null,
                null,
                rounds,
                Breaker.DEFAULT,
                null,
                false,
                PLACE_OF_REGION);
        return applied(standard, now);
    }

    @Override
    public CampaignSettings applied(CampaignSettings current, Instant now) {
        refuseForeign(current.channel());
        MessageContent content = opening.applied(current.opening());
        Cycles rounds = cycles(current.cycles());
        ZoneId where = zone.applied(current.zone(), CampaignSettings.DEFAULT_ZONE);
        CampaignSettings settings = new CampaignSettings(
                name.applied(current.name(), current.name()),
                description.applied(current.description(), ""),
                where,
                retries.applied(current.retries(), RETRIES),
                messageLimit.isAbsent() || messageLimit.isGiven()
                        ? messageLimit.applied(current.messageLimit())
                        : standardLimit(current.channel()),
                content,
                window.applied(current.window(), WeeklySchedule.ALWAYS),
                contactZones.applied(current.contactZones(), false),
                current.channel() == Channel.PHONE_CALL
                        ? concurrency.applied(current.concurrency(), CONCURRENCY)
                        : current.concurrency(),
                retryDelay.applied(current.retryDelay(), CampaignSettings.DEFAULT_RETRY_DELAY),
                throttle.applied(current.throttle(), Duration.ZERO),
                startAt.applied(current.startAt()),
                endAt.applied(current.endAt()),
                expires.applied(current.expires()),
                rounds,
                breaker(current.breaker()),
                budget.applied(current.budget()),
                alwaysOn.applied(current.alwaysOn(), false),
                region(current.defaultRegion(), where));
        // With an end that is past nobody would be attempted.
        InvalidSetting.require(!endAt.isGiven() || !settings.isOver(now), "end_at", "must be in the future");
        return settings;
    }

    private static @Nullable Integer standardLimit(Channel channel) {
        return switch (channel) {
            case PHONE_CALL -> null;
            case WHATSAPP -> CampaignSettings.DEFAULT_MESSAGE_LIMIT;
        };
    }

    private void refuseForeign(Channel channel) {
        Map<String, FieldPatch<?>> foreign = new LinkedHashMap<>(opening.foreign(channel));
        if (channel == Channel.WHATSAPP) {
            foreign.put("concurrency", concurrency);
            foreign.put("cycles", cycles);
        }
        foreign.forEach((field, patch) -> InvalidSetting.require(
                !patch.isGiven(), field, "is not for " + channel.wire() + " campaigns; remove it"));
    }

    private @Nullable Cycles cycles(@Nullable Cycles now) {
        if (cycles.isAbsent() || (now == null && !cycles.isGiven())) {
            return now;
        }
        if (now == null || !(cycles instanceof FieldPatch.Value<CyclesPatch> given)) {
            throw InvalidSetting.immutable("cycles.enabled");
        }
        return given.value().applied(now);
    }

    private Breaker breaker(Breaker now) {
        return switch (breaker) {
            case FieldPatch.Absent<BreakerPatch> absent -> now;
            case FieldPatch.Null<BreakerPatch> none -> Breaker.DEFAULT;
            case FieldPatch.Value<BreakerPatch> given -> given.value().applied(now);
        };
    }

    private String region(String now, ZoneId where) {
        return switch (defaultRegion) {
            case FieldPatch.Absent<String> absent -> now;
            case FieldPatch.Value<String> given -> given.value();
            case FieldPatch.Null<String> none ->
                regions.regionOf(where)
                        .orElseThrow(() -> new InvalidSetting(
                                "default_region",
                                "is required: the time zone " + where + " belongs to no one country"));
        };
    }
}
