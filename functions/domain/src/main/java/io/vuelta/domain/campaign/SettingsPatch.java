package io.vuelta.domain.campaign;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.price.Money;
import io.vuelta.domain.window.WeeklySchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of a campaign's settings, field by field; see {@link CampaignSettings} for their meanings. Null sets the
 * default of a field.
 *
 * @param name the campaign's name; it has no default, so null does not change it
 * @param breaker null sets the default of all its members
 * @param cycles null would remove the cycles, which is refused
 */
public record SettingsPatch(
        FieldPatch<String> name,
        FieldPatch<String> description,
        HoursPatch hours,
        RetryPatch retrying,
        LimitsPatch limits,
        MessagePatch opening,
        PeriodPatch period,
        FieldPatch<Duration> expires,
        FieldPatch<CyclesPatch> cycles,
        FieldPatch<BreakerPatch> breaker,
        FieldPatch<Money> budget,
        RegionPatch defaultRegion)
        implements SettingsChange {
    /** The region if none is specified and the time zone has no single country. */
    private static final String PLACE_OF_REGION = "MX";

    /** The settings of a new campaign: the defaults with these changes. */
    public CampaignSettings created(MessageContent content, @Nullable Cycles rounds, Instant now) {
        CampaignSettings standard = new CampaignSettings(
                "campaign",
                "",
                new AttemptHours(CampaignSettings.DEFAULT_ZONE, WeeklySchedule.ALWAYS, false),
                RetryPatch.STANDARD,
                LimitsPatch.standard(content.channel()),
                content,
                new RunPeriod(null, null, false),
                null,
                rounds,
                Breaker.DEFAULT,
                null,
                NumberRegion.ofZone(PLACE_OF_REGION));
        return applied(standard, now);
    }

    @Override
    public CampaignSettings applied(CampaignSettings current, Instant now) {
        refuseForeign(current.channel());
        MessageContent content = opening.applied(current.opening());
        Cycles rounds = cycles(current.cycles());
        AttemptHours when = hours.applied(current.hours());
        CampaignSettings settings = new CampaignSettings(
                name.applied(current.name(), current.name()),
                description.applied(current.description(), ""),
                when,
                retrying.applied(current.retrying()),
                limits.applied(current.limits(), current.channel()),
                content,
                period.applied(current.period()),
                expires.applied(current.expires()),
                rounds,
                breaker(current.breaker()),
                budget.applied(current.budget()),
                defaultRegion.applied(current.region(), current.zone(), when.zone()));
        // A campaign whose end is past would make no attempts.
        InvalidSetting.require(!period.endAt().isGiven() || !settings.isOver(now), "end_at", "must be in the future");
        return settings;
    }

    private void refuseForeign(Channel channel) {
        Map<String, FieldPatch<?>> foreign = new LinkedHashMap<>(opening.foreign(channel));
        if (channel == Channel.WHATSAPP) {
            foreign.put("concurrency", limits.atOnce());
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
            case FieldPatch.Absent<BreakerPatch> _ -> now;
            case FieldPatch.Null<BreakerPatch> _ -> Breaker.DEFAULT;
            case FieldPatch.Value<BreakerPatch> given -> given.value().applied(now);
        };
    }
}
