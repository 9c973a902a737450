package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.campaign.Cycles.Rhythm;
import io.vuelta.domain.campaign.CyclesPatch;
import io.vuelta.domain.campaign.FieldPatch;
import io.vuelta.domain.campaign.InvalidSetting;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.window.DatedSchedule;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.DomainFields;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Lengths;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cycles of a campaign, in the API's form. */
final class CyclesFields {
    static final String NAME = "cycles";

    private static final String ENABLED = "enabled";
    private static final String MODE = "mode";
    private static final String COOLDOWN = "cooldown_minutes";
    private static final String SCHEDULE = "schedule";
    private static final String FIRST_DAY = "schedule_start_date";
    private static final String LAST_DAY = "schedule_end_date";
    private static final String MAX_ITERATIONS = "max_iterations";
    private static final String MAX_PER_DAY = "max_iterations_per_day";
    private static final String STATUSES = "filter_statuses";
    private static final String TAGS = "filter_tags";

    private static final String BY_COOLDOWN = "cooldown";
    private static final String BY_SCHEDULE = "scheduled";
    private static final List<String> OF_SCHEDULE = List.of(SCHEDULE, FIRST_DAY, LAST_DAY);
    private static final Set<String> KNOWN =
            Set.of(ENABLED, MODE, COOLDOWN, SCHEDULE, FIRST_DAY, LAST_DAY, MAX_ITERATIONS, MAX_PER_DAY, STATUSES, TAGS);

    private final Fields fields;

    private CyclesFields(Fields fields) {
        this.fields = fields;
    }

    /** The cycles of a new campaign; null unless they are enabled, and then the rest of the block is ignored. */
    static @Nullable Cycles create(Fields body) {
        Fields block = body.object(NAME)
                .filter(cycles -> cycles.flag(ENABLED).orElse(false))
                .orElse(null);
        return block == null ? null : new CyclesFields(block).created();
    }

    /** Refuses a tag of the filter that neither the agent nor {@code also} has. */
    static void requireTags(Fields body, Agents agents, AgentId agent, Set<String> also) {
        body.object(NAME).ifPresent(block -> {
            var _ = DomainFields.tags(block, TAGS, agents, agent, also);
        });
    }

    /** Refuses the fields that are fixed when the campaign is created, even with their current value. */
    static void checkChange(Fields block) {
        List.of(ENABLED, MODE).stream().filter(block::has).findFirst().ifPresent(name -> {
            throw InvalidSetting.immutable(NAME + "." + name);
        });
    }

    static FieldPatch<CyclesPatch> patch(Fields body) {
        return body.patch(NAME, name -> body.object(name).map(block -> new CyclesFields(block).members()));
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
        json.put(MAX_ITERATIONS, cycles.maxIterations()).put(MAX_PER_DAY, cycles.maxPerDay());
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
            rhythm = CyclesPatch.scheduled(
                    SchedulingFields.read(fields, SCHEDULE),
                    fields.day(FIRST_DAY).orElse(null),
                    fields.day(LAST_DAY).orElse(null));
        } else {
            OF_SCHEDULE.stream().filter(fields::isGiven).findFirst().ifPresent(name -> {
                throw fields.invalid(name, "is for mode scheduled only; remove it");
            });
            rhythm = new Rhythm.Cooldown(cooldown()
                    .orElseThrow(
                            () -> fields.invalid(COOLDOWN, "is required in mode cooldown: minutes, as an integer")));
        }
        return new Cycles(rhythm, integer(MAX_ITERATIONS), integer(MAX_PER_DAY), statuses(STATUSES), tags(TAGS));
    }

    private CyclesPatch members() {
        fields.allowOnly(KNOWN);
        return new CyclesPatch(
                fields.patch(COOLDOWN, _ -> cooldown()),
                fields.patch(SCHEDULE, name -> fields.object(name).map(_ -> SchedulingFields.read(fields, name))),
                fields.patch(FIRST_DAY, fields::day),
                fields.patch(LAST_DAY, fields::day),
                fields.integerPatch(MAX_ITERATIONS),
                fields.integerPatch(MAX_PER_DAY),
                fields.patch(STATUSES, name -> Optional.of(statuses(name))),
                fields.patch(TAGS, name -> Optional.of(tags(name))));
    }

    private boolean isScheduled() {
        String mode = fields.shortText(MODE).orElse(null);
        if (mode == null) {
            if (fields.isGiven(COOLDOWN) == fields.isGiven(SCHEDULE)) {
                throw fields.invalid(MODE, "is derived from cooldown_minutes or schedule: give exactly one of the two");
            }
            return fields.isGiven(SCHEDULE);
        }
        return switch (mode) {
            case BY_COOLDOWN -> false;
            case BY_SCHEDULE -> true;
            default -> throw fields.invalid(MODE, "must be cooldown or scheduled");
        };
    }

    private Optional<Duration> cooldown() {
        return fields.integer(COOLDOWN).stream().mapToObj(Duration::ofMinutes).findFirst();
    }

    private void refuseCooldown() {
        if (fields.isGiven(COOLDOWN)) {
            throw fields.invalid(COOLDOWN, "is for mode cooldown only; remove it");
        }
    }

    private @Nullable Integer integer(String name) {
        return fields.integer(name).stream().boxed().findFirst().orElse(null);
    }

    private Set<ContactStatus> statuses(String name) {
        return DomainFields.statuses(fields, name, Channel.PHONE_CALL);
    }

    private Set<String> tags(String name) {
        return new HashSet<>(fields.texts(name, Lengths.MAX_TAG));
    }
}
