package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.campaign.Cycles.Rhythm;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.window.DatedSchedule;
import io.vuelta.domain.window.WeeklySchedule;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.DomainFields;
import io.vuelta.handlers.api.http.Fields;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a campaign goes round again, as the API has it. */
final class CyclesFields {
    static final String NAME = "cycles";

    private static final String ENABLED = "enabled";
    private static final String MODE = "mode";
    private static final String COOLDOWN = "cooldown_minutes";
    private static final String SCHEDULE = "schedule";
    private static final String FIRST_DAY = "schedule_start_date";
    private static final String LAST_DAY = "schedule_end_date";
    private static final String MOST = "max_iterations";
    private static final String MAX_PER_DAY = "max_iterations_per_day";
    private static final String STATUSES = "filter_statuses";
    private static final String TAGS = "filter_tags";

    private static final String BY_COOLDOWN = "cooldown";
    private static final String BY_SCHEDULE = "scheduled";
    private static final List<String> OF_SCHEDULE = List.of(SCHEDULE, FIRST_DAY, LAST_DAY);
    private static final Set<String> KNOWN =
            Set.of(ENABLED, MODE, COOLDOWN, SCHEDULE, FIRST_DAY, LAST_DAY, MOST, MAX_PER_DAY, STATUSES, TAGS);

    private static final int MAX_TAG_LENGTH = 255;

    private final Fields fields;

    private CyclesFields(Fields fields) {
        this.fields = fields;
    }

    /** Of a new campaign; null unless they are enabled, and then nothing else of the block matters. */
    static @Nullable Cycles create(Fields body) {
        Fields block = body.object(NAME)
                .filter(cycles -> cycles.flag(ENABLED).orElse(false))
                .orElse(null);
        return block == null ? null : new CyclesFields(block).created();
    }

    /** Refuses what is settled when the campaign is created, also if it is given as it is. */
    static void checkChange(Fields block) {
        List.of(ENABLED, MODE).stream().filter(block::has).findFirst().ifPresent(name -> {
            throw CampaignFields.immutable(NAME + "." + name);
        });
    }

    /** Absent members stay as they are, null makes them the standard. Cycles themselves can be neither begun nor ended. */
    static @Nullable Cycles change(Fields body, @Nullable Cycles now) {
        if (!body.isGiven(NAME)) {
            if (body.has(NAME) && now != null) {
                throw CampaignFields.immutable(NAME + "." + ENABLED);
            }
            return now;
        }
        Fields block = body.object(NAME).orElseThrow();
        if (now == null) {
            throw CampaignFields.immutable(NAME + "." + ENABLED);
        }
        return new CyclesFields(block).changed(now);
    }

    static JsonNode json(@Nullable Cycles cycles) {
        if (cycles == null) {
            return NullNode.getInstance();
        }
        ObjectNode json = ApiJson.object().put(ENABLED, true);
        switch (cycles.rhythm()) {
            case Rhythm.Cooldown cooldown ->
                json.put(MODE, BY_COOLDOWN)
                        .put(COOLDOWN, cooldown.length().toMinutes())
                        .putNull(SCHEDULE)
                        .putNull(FIRST_DAY)
                        .putNull(LAST_DAY);
            case Rhythm.Scheduled scheduled -> {
                DatedSchedule dated = scheduled.schedule();
                json.put(MODE, BY_SCHEDULE).putNull(COOLDOWN).set(SCHEDULE, SchedulingFields.json(dated.week()));
                json.put(FIRST_DAY, text(dated.firstDay())).put(LAST_DAY, text(dated.lastDay()));
            }
        }
        json.put(MOST, cycles.maxIterations()).put(MAX_PER_DAY, cycles.maxPerDay());
        json.set(
                STATUSES,
                ApiJson.texts(cycles.filterStatuses().stream()
                        .sorted()
                        .map(ContactStatus::wire)
                        .toList()));
        json.set(TAGS, ApiJson.texts(cycles.filterTags().stream().sorted().toList()));
        return json;
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    private Cycles created() {
        fields.allowOnly(KNOWN);
        Rhythm rhythm;
        if (isScheduled()) {
            refuseCooldown();
            rhythm = scheduled(SchedulingFields.read(fields, SCHEDULE), null, null);
        } else {
            OF_SCHEDULE.stream().filter(fields::isGiven).findFirst().ifPresent(name -> {
                throw fields.invalid(name, "is for mode scheduled only; remove it");
            });
            rhythm = cooldown();
        }
        return new Cycles(rhythm, integer(MOST, null), integer(MAX_PER_DAY, null), statuses(Set.of()), tags(Set.of()));
    }

    private Cycles changed(Cycles now) {
        fields.allowOnly(KNOWN);
        return new Cycles(
                rhythm(now.rhythm()),
                integer(MOST, now.maxIterations()),
                integer(MAX_PER_DAY, now.maxPerDay()),
                statuses(now.filterStatuses()),
                tags(now.filterTags()));
    }

    private Rhythm rhythm(Rhythm now) {
        return switch (now) {
            case Rhythm.Cooldown cooldown -> {
                OF_SCHEDULE.stream().filter(fields::isGiven).findFirst().ifPresent(name -> {
                    throw ApiError.ofField(
                            400,
                            "SCHEDULED_MODE_ONLY",
                            NAME + "." + name,
                            NAME + "." + name + " is for mode scheduled only; remove it");
                });
                yield fields.has(COOLDOWN) ? cooldown() : cooldown;
            }
            case Rhythm.Scheduled scheduled -> {
                refuseCooldown();
                DatedSchedule dated = scheduled.schedule();
                WeeklySchedule week = fields.has(SCHEDULE) ? SchedulingFields.read(fields, SCHEDULE) : dated.week();
                yield scheduled(week, dated.firstDay(), dated.lastDay());
            }
        };
    }

    private boolean isScheduled() {
        String mode = fields.word(MODE).orElse(null);
        if (mode == null) {
            if (fields.isGiven(COOLDOWN) == fields.isGiven(SCHEDULE)) {
                throw fields.invalid(MODE, "follows from cooldown_minutes or schedule: give exactly one of the two");
            }
            return fields.isGiven(SCHEDULE);
        }
        return switch (mode) {
            case BY_COOLDOWN -> false;
            case BY_SCHEDULE -> true;
            default -> throw fields.invalid(MODE, "must be cooldown or scheduled");
        };
    }

    private Rhythm cooldown() {
        int minutes = fields.integer(COOLDOWN)
                .orElseThrow(() -> fields.invalid(COOLDOWN, "is required in mode cooldown: minutes, as an integer"));
        return new Rhythm.Cooldown(Duration.ofMinutes(minutes));
    }

    private void refuseCooldown() {
        if (fields.isGiven(COOLDOWN)) {
            throw fields.invalid(COOLDOWN, "is for mode cooldown only; remove it");
        }
    }

    private Rhythm scheduled(WeeklySchedule week, @Nullable LocalDate firstNow, @Nullable LocalDate lastNow) {
        LocalDate first = day(FIRST_DAY, firstNow);
        LocalDate last = day(LAST_DAY, lastNow);
        if (first != null && last != null && last.isBefore(first)) {
            throw fields.invalid(LAST_DAY, "must not be before schedule_start_date, " + first);
        }
        return new Rhythm.Scheduled(new DatedSchedule(week, first, last));
    }

    private @Nullable LocalDate day(String name, @Nullable LocalDate now) {
        return fields.has(name) ? fields.day(name).orElse(null) : now;
    }

    private @Nullable Integer integer(String name, @Nullable Integer now) {
        if (!fields.has(name)) {
            return now;
        }
        return fields.isGiven(name) ? (Integer) fields.integer(name).orElseThrow() : null;
    }

    private Set<ContactStatus> statuses(Set<ContactStatus> now) {
        return fields.has(STATUSES) ? DomainFields.statuses(fields, STATUSES, Channel.PHONE_CALL) : now;
    }

    private Set<String> tags(Set<String> now) {
        return fields.has(TAGS) ? new HashSet<>(fields.texts(TAGS, MAX_TAG_LENGTH)) : now;
    }
}
