package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.campaign.AttemptHours;
import io.vuelta.domain.campaign.AttemptLimits;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.Breaker;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Cycle;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.campaign.NoResponse;
import io.vuelta.domain.campaign.NumberRegion;
import io.vuelta.domain.campaign.OnMachine;
import io.vuelta.domain.campaign.PhoneSettings;
import io.vuelta.domain.campaign.Retention;
import io.vuelta.domain.campaign.RetryRule;
import io.vuelta.domain.campaign.RunPeriod;
import io.vuelta.domain.campaign.RunState;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.price.Money;
import io.vuelta.domain.window.DatedSchedule;
import io.vuelta.domain.window.DayHours;
import io.vuelta.domain.window.InactiveHours;
import io.vuelta.domain.window.WeeklySchedule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A campaign as an item. */
final class CampaignItem {
    /** Suffix of a week's attribute name, for the hours of its closed days. */
    private static final String INACTIVE = "_inactive";

    private CampaignItem() {}

    static Map<String, AttributeValue> of(Campaign campaign) {
        ItemWriter item = new ItemWriter(Keys.campaign(campaign.id()))
                .put("agent", campaign.agent().value())
                .put("line", campaign.line().value())
                .put("status", campaign.status().wire())
                .put("archived", campaign.archived())
                .put("hangs_up", campaign.state().hangsUp())
                .put("working_since", campaign.state().workingSince())
                .put("template_out", campaign.templateOut())
                .put("filtered", campaign.filtered())
                .put("epoch", campaign.epoch())
                .put("created_at", campaign.createdAt())
                .put("over_since", campaign.retention().overSince())
                .put("contacts_removed_at", campaign.retention().removed())
                .put("version", campaign.version());
        put(item, campaign.cycle());
        put(item, campaign.state().autoPause());
        put(item, campaign.settings());
        return item.item();
    }

    static Campaign read(CampaignId id, ItemReader item) {
        return new Campaign(
                id,
                new AgentId(item.text("agent")),
                new LineId(item.text("line")),
                settings(item),
                new RunState(
                        CampaignStatus.ofWire(item.text("status")).orElseThrow(),
                        item.flag("archived"),
                        item.flag("hangs_up"),
                        item.instantOrNull("working_since"),
                        autoPause(item)),
                cycle(item),
                item.instantOrNull("template_out"),
                item.number("filtered"),
                item.number("epoch"),
                item.instant("created_at"),
                new Retention(item.instantOrNull("over_since"), item.instantOrNull("contacts_removed_at")),
                item.number("version"));
    }

    private static void put(ItemWriter item, Cycle cycle) {
        item.put("cycle", (long) cycle.number())
                .put("cycle_began", cycle.began())
                .put("cycle_ran_dry", cycle.exhaustedAt())
                .put("cycle_day", cycle.day())
                .put("cycles_on_day", (long) cycle.onDay());
    }

    private static Cycle cycle(ItemReader item) {
        return new Cycle(
                item.integer("cycle"),
                item.instantOrNull("cycle_began"),
                item.instantOrNull("cycle_ran_dry"),
                item.dateOrNull("cycle_day"),
                item.integer("cycles_on_day"));
    }

    private static void put(ItemWriter item, @Nullable AutoPause autoPause) {
        if (autoPause != null) {
            item.put("stop_reason", autoPause.reason())
                    .put("stop_at", autoPause.at())
                    .put("stop_attempts", autoPause.attempts());
        }
    }

    private static @Nullable AutoPause autoPause(ItemReader item) {
        String reason = item.textOrNull("stop_reason");
        return reason == null ? null : new AutoPause(reason, item.instant("stop_at"), item.texts("stop_attempts"));
    }

    private static void put(ItemWriter item, CampaignSettings settings) {
        item.put("name", settings.name())
                .put("description", settings.description())
                .put("zone", settings.zone().getId())
                .put("retries", (long) settings.retrying().max())
                .put("message_limit", settings.limits().perDay())
                .put("contact_zones", settings.hours().contactZones())
                .put("concurrency", (long) settings.limits().atOnce())
                .put("retry_delay", settings.retrying().delay())
                .put("throttle", settings.limits().throttle())
                .put("always_on", settings.period().alwaysOn())
                .put("start_at", settings.period().startAt())
                .put("end_at", settings.period().endAt())
                .put("default_region", settings.defaultRegion())
                .put("region_given", settings.region().given());
        Duration expires = settings.expires();
        if (expires != null) {
            item.put("expires", expires);
        }
        Money budget = settings.budget();
        if (budget != null) {
            item.put("budget_micros", budget.micros()).put("budget_currency", budget.currency());
        }
        put(item, settings.opening());
        putWeek(item, "window", settings.hours().window());
        put(item, settings.breaker());
        put(item, settings.cycles());
    }

    private static CampaignSettings settings(ItemReader item) {
        return new CampaignSettings(
                item.text("name"),
                item.text("description"),
                new AttemptHours(ZoneId.of(item.text("zone")), week(item, "window"), item.flag("contact_zones")),
                new RetryRule(item.integer("retries"), item.duration("retry_delay")),
                new AttemptLimits(
                        item.integerOrNull("message_limit"), item.integer("concurrency"), item.duration("throttle")),
                opening(item),
                new RunPeriod(item.instantOrNull("start_at"), item.instantOrNull("end_at"), item.flag("always_on")),
                item.durationOrNull("expires"),
                cycles(item),
                breaker(item),
                budget(item),
                new NumberRegion(item.text("default_region"), item.flag("region_given")));
    }

    private static void put(ItemWriter item, MessageContent opening) {
        switch (opening) {
            case MessageContent.FirstMessage first ->
                item.put("first_message", first.text())
                        .put("on_machine", first.phone().onMachine().wire())
                        .put("machine_message", first.phone().machineMessage())
                        .put("ring_seconds", (long) first.phone().ringSeconds())
                        .put("max_call_seconds", (long) first.phone().maxCallSeconds());
            case MessageContent.Template template -> {
                item.put("template", template.name())
                        .put("template_alt", template.alternative())
                        .put("template_language", template.language())
                        .put("template_image", template.image());
                NoResponse silence = template.noResponse();
                if (silence != null) {
                    item.put("no_response_after", silence.after()).put("no_response_template", silence.template());
                }
            }
        }
    }

    private static @Nullable NoResponse noResponse(ItemReader item) {
        Duration after = item.durationOrNull("no_response_after");
        return after == null ? null : new NoResponse(after, item.textOrNull("no_response_template"));
    }

    private static MessageContent opening(ItemReader item) {
        String template = item.textOrNull("template");
        return template == null
                ? new MessageContent.FirstMessage(item.textOrNull("first_message"), phone(item))
                : new MessageContent.Template(
                        template,
                        item.textOrNull("template_alt"),
                        item.text("template_language"),
                        item.textOrNull("template_image"),
                        noResponse(item));
    }

    private static PhoneSettings phone(ItemReader item) {
        OnMachine onMachine = Optional.ofNullable(item.textOrNull("on_machine"))
                .flatMap(OnMachine::ofWire)
                .orElse(OnMachine.CONTINUE);
        Integer ring = item.integerOrNull("ring_seconds");
        Integer most = item.integerOrNull("max_call_seconds");
        return new PhoneSettings(
                onMachine,
                item.textOrNull("machine_message"),
                ring == null ? PhoneSettings.STANDARD.ringSeconds() : ring,
                most == null ? PhoneSettings.STANDARD.maxCallSeconds() : most);
    }

    private static @Nullable Money budget(ItemReader item) {
        String currency = item.textOrNull("budget_currency");
        return currency == null ? null : new Money(item.number("budget_micros"), currency);
    }

    private static void put(ItemWriter item, Breaker breaker) {
        item.put("breaker_least", (long) breaker.least())
                .put("breaker_share", (long) breaker.share())
                .put("breaker_within", breaker.within());
    }

    private static Breaker breaker(ItemReader item) {
        return new Breaker(
                item.integer("breaker_least"), item.integer("breaker_share"), item.duration("breaker_within"));
    }

    private static void put(ItemWriter item, @Nullable Cycles cycles) {
        if (cycles == null) {
            return;
        }
        item.put("cycles_most", cycles.maxIterations())
                .put("cycles_most_on_day", cycles.maxPerDay())
                .put("cycles_filter_statuses", wires(cycles.filterStatuses()))
                .put("cycles_filter_tags", cycles.filterTags().stream().sorted().toList());
        switch (cycles.rhythm()) {
            case Cycles.Rhythm.Cooldown cooldown -> item.put("cycles_cooldown", cooldown.length());
            case Cycles.Rhythm.Scheduled scheduled -> {
                DatedSchedule schedule = scheduled.schedule();
                putWeek(item, "cycles_window", schedule.week());
                item.put("cycles_first_day", schedule.firstDay()).put("cycles_last_day", schedule.lastDay());
            }
        }
    }

    /** The cycles; null for a campaign with a single pass, which has neither rhythm. */
    private static @Nullable Cycles cycles(ItemReader item) {
        Duration cooldown = item.durationOrNull("cycles_cooldown");
        if (cooldown == null && !hasWeek(item, "cycles_window")) {
            return null;
        }
        return new Cycles(
                cooldown == null ? new Cycles.Rhythm.Scheduled(dated(item)) : new Cycles.Rhythm.Cooldown(cooldown),
                item.integerOrNull("cycles_most"),
                item.integerOrNull("cycles_most_on_day"),
                statuses(item.texts("cycles_filter_statuses")),
                Set.copyOf(item.texts("cycles_filter_tags")));
    }

    private static DatedSchedule dated(ItemReader item) {
        return new DatedSchedule(
                week(item, "cycles_window"), item.dateOrNull("cycles_first_day"), item.dateOrNull("cycles_last_day"));
    }

    private static List<String> wires(Collection<ContactStatus> statuses) {
        return statuses.stream().sorted().map(ContactStatus::wire).toList();
    }

    private static Set<ContactStatus> statuses(List<String> wires) {
        return wires.stream()
                .map(wire -> ContactStatus.valueOf(wire.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }

    /**
     * Each weekday's hours as {@code HH:MM-HH:MM}; a closed day keeps its hours for display. A window that is always
     * open is stored as a flag, without a map.
     */
    private static void putWeek(ItemWriter item, String name, WeeklySchedule week) {
        Map<DayOfWeek, DayHours> open = week.hours();
        if (open == null) {
            item.put(name + "_always", true);
            return;
        }
        Map<String, String> hours = new HashMap<>();
        open.forEach((day, of) -> hours.put(day.name(), of.startTime() + "-" + of.stopTime()));
        item.put(name, hours);
        if (!week.inactive().isEmpty()) {
            Map<String, String> inactive = new HashMap<>();
            week.inactive()
                    .forEach((day, of) ->
                            inactive.put(day.name(), orEmpty(of.startTime()) + "-" + orEmpty(of.stopTime())));
            item.put(name + INACTIVE, inactive);
        }
    }

    private static String orEmpty(@Nullable String time) {
        return time == null ? "" : time;
    }

    private static boolean hasWeek(ItemReader item, String name) {
        return item.flag(name + "_always") || item.item().containsKey(name);
    }

    private static WeeklySchedule week(ItemReader item, String name) {
        if (item.flag(name + "_always")) {
            return WeeklySchedule.ALWAYS;
        }
        Map<DayOfWeek, DayHours> hours = new EnumMap<>(DayOfWeek.class);
        item.map(name).forEach((day, open) -> {
            List<String> times = List.of(open.split("-", 2));
            hours.put(DayOfWeek.valueOf(day), DayHours.of(times.getFirst(), times.getLast()));
        });
        Map<DayOfWeek, InactiveHours> inactive = new EnumMap<>(DayOfWeek.class);
        item.map(name + INACTIVE).forEach((day, given) -> {
            List<String> times = List.of(given.split("-", 2));
            inactive.put(DayOfWeek.valueOf(day), new InactiveHours(orNull(times.getFirst()), orNull(times.getLast())));
        });
        return new WeeklySchedule(hours, inactive);
    }

    private static @Nullable String orNull(String time) {
        return time.isEmpty() ? null : time;
    }
}
