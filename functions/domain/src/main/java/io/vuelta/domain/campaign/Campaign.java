package io.vuelta.domain.campaign;

import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.window.DatedSchedule;
import io.vuelta.domain.window.Hours;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A list of contacts that one agent calls or writes to over one line, once per cycle.
 *
 * @param cycle the current pass
 * @param templateOut until when the template counts as unusable and the alternative is sent; null if it is usable
 * @param filtered the epoch in which the cycles' filters were last edited; 0 for never
 * @param epoch raised by every pause, resume, cancel, archive, unarchive and change of settings: a command that was
 *     planned in an earlier epoch is returned, not carried out
 * @param retention how long its contacts are kept
 * @param version raised by every write; 0 before the first
 */
public record Campaign(
        CampaignId id,
        AgentId agent,
        LineId line,
        CampaignSettings settings,
        RunState state,
        Cycle cycle,
        @Nullable Instant templateOut,
        long filtered,
        long epoch,
        Instant createdAt,
        Retention retention,
        long version) {
    public static Campaign created(CampaignId id, AgentId agent, LineId line, CampaignSettings settings, Instant now) {
        return new Campaign(
                id, agent, line, settings, RunState.PENDING, Cycle.FIRST, null, 0, 0, now, Retention.NONE, 0);
    }

    public CampaignStatus status() {
        return state.status();
    }

    public boolean archived() {
        return state.archived();
    }

    /** Whether its status allows attempts; the window is a separate check. */
    public boolean mayAttempt() {
        return status() == CampaignStatus.ACTIVE && !archived();
    }

    /** Why its status does not allow attempts; empty if it does. */
    public Optional<TimelineCode> statusReason() {
        if (archived()) {
            return Optional.of(TimelineCode.CAMPAIGN_ARCHIVED);
        }
        return switch (status()) {
            case ACTIVE -> Optional.empty();
            case PENDING -> Optional.of(TimelineCode.CAMPAIGN_PENDING);
            case READY -> Optional.of(TimelineCode.CAMPAIGN_READY);
            case INACTIVE -> Optional.of(TimelineCode.CAMPAIGN_INACTIVE);
            case COOLDOWN -> Optional.of(TimelineCode.CAMPAIGN_COOLDOWN);
            case FINISHED -> Optional.of(TimelineCode.CAMPAIGN_FINISHED);
            case CANCELLED -> Optional.of(TimelineCode.CAMPAIGN_CANCELLED);
        };
    }

    /** Whether its line's pacer must handle it: it is active, or becomes active again automatically. */
    public boolean isPaced() {
        return (status() == CampaignStatus.ACTIVE || status() == CampaignStatus.COOLDOWN) && !archived();
    }

    /** Whether its line lists it when it is written: the line's pacer has, or may have, open claims of it. */
    public boolean isListed() {
        return isPaced() || status() == CampaignStatus.INACTIVE;
    }

    /**
     * When the next cycle of an exhausted campaign begins; empty if there is none, or the campaign is not exhausted.
     */
    public Optional<Instant> nextCycle() {
        return Optional.ofNullable(cycle.exhaustedAt()).flatMap(this::nextCycleAfter);
    }

    /** When the next cycle would begin if the campaign were exhausted at {@code dry}; empty if there is none. */
    public Optional<Instant> nextCycleAfter(Instant dry) {
        Cycles cycles = settings.cycles();
        return cycles == null
                ? Optional.empty()
                : cycles.next(cycle, dry, settings.zone()).filter(begins -> !settings.isOver(begins));
    }

    /** The instants at which attempts may begin: the campaign's own hours, its cycle's, and those of each zone. */
    public Hours hours(Set<ZoneId> contactZones) {
        List<DatedSchedule> schedules = new ArrayList<>();
        schedules.add(settings.hours().window().undated());
        Cycles cycles = settings.cycles();
        if (cycles != null && cycle.number() > 0) {
            cycles.hours().ifPresent(schedules::add);
        }
        List<Hours.Place> places = new ArrayList<>();
        for (DatedSchedule schedule : schedules) {
            places.add(new Hours.Place(schedule, settings.zone()));
            contactZones.forEach(zone -> places.add(new Hours.Place(schedule, zone)));
        }
        return new Hours(places);
    }

    /** The instants at which attempts may begin, without the time zones of contacts. */
    public Hours hours() {
        return hours(Set.of());
    }

    /**
     * Whether a repetition with a last day has no further hour within the campaign's window. The schedule may still be
     * open although the window does not open again before its end.
     */
    public boolean cyclesAreOver(Instant now) {
        Cycles cycles = settings.cycles();
        return cycles != null
                && cycle.number() > 0
                && cycles.hours().filter(hours -> hours.lastDay() != null).isPresent()
                && hours().nextOpen(now).isEmpty()
                && settings.hours()
                        .window()
                        .undated()
                        .nextOpen(now, settings.zone())
                        .isPresent();
    }

    /** Whether a contact with this final status is tried again in the next cycle. */
    public boolean requeues(ContactStatus status, List<String> tags) {
        Cycles cycles = settings.cycles();
        return cycles != null && cycles.bringBack(status, tags);
    }

    /** The reason of the last pause is removed. If calls were to be hung up, they still are if it is cancelled. */
    Campaign moved(CampaignStatus to) {
        return copy(copy -> {
            copy.state = state.in(to, state.hangsUp() && to == CampaignStatus.CANCELLED, null);
            copy.epoch++;
        });
    }

    /** The campaign paused or cancelled, with its calls under way to be hung up. A message cannot be recalled. */
    Campaign hangingUp(CampaignStatus to) {
        return copy(copy -> {
            boolean calls = settings.channel() == Channel.PHONE_CALL;
            copy.state = state.in(to, calls, status() == to ? state.autoPause() : null);
            copy.epoch++;
        });
    }

    /** The campaign after it was started; the reason of its last stop is deleted. */
    Campaign started(Cycle inCycle, Instant now) {
        return copy(copy -> {
            copy.state = state.started(now);
            copy.cycle = inCycle;
            copy.epoch++;
        });
    }

    /** A finished campaign that has contacts to try again: its last pass begins again when it is activated. */
    Campaign repeated() {
        return copy(copy -> {
            copy.state = state.in(CampaignStatus.READY, state.hangsUp(), state.autoPause());
            copy.cycle = cycle.again();
            copy.epoch++;
        });
    }

    Campaign exhausted(Instant now) {
        return copy(copy -> {
            copy.state = state.in(CampaignStatus.COOLDOWN, state.hangsUp(), state.autoPause());
            copy.cycle = cycle.exhausted(now);
            copy.epoch++;
        });
    }

    Campaign autoPaused(AutoPause why) {
        return copy(copy -> {
            copy.state = state.in(CampaignStatus.INACTIVE, state.hangsUp(), why);
            copy.epoch++;
        });
    }

    /** The campaign, archived or unarchived, with the same status. */
    Campaign putAway(boolean archived) {
        return copy(copy -> {
            copy.state = state.archived(archived);
            copy.epoch++;
        });
    }

    /** The campaign with other settings: attempts that were planned with the old settings are released. */
    public Campaign changed(CampaignSettings settings) {
        boolean sameFilter = this.settings.filterLike(settings);
        boolean sameTemplate = this.settings.opening().opensLike(settings.opening());
        return copy(copy -> {
            copy.settings = settings;
            copy.templateOut = sameTemplate ? templateOut : null;
            copy.epoch++;
            copy.filtered = sameFilter ? filtered : copy.epoch;
        });
    }

    /** Whether its agent and its line can be changed: no attempt of it is being planned. */
    public boolean mayMove() {
        return switch (status()) {
            case PENDING, READY, INACTIVE -> true;
            case ACTIVE, COOLDOWN, FINISHED, CANCELLED -> false;
        };
    }

    /**
     * The campaign with another agent or another line. Attempts under way end on the line on which they began.
     *
     * @throws IllegalStateException unless it {@link #mayMove}
     */
    public Campaign movedTo(AgentId otherAgent, LineId otherLine) {
        if (!mayMove()) {
            throw new IllegalStateException(id + " is " + status().wire() + " and stays on its line");
        }
        return copy(copy -> {
            copy.agent = otherAgent;
            // Another line has other templates.
            copy.templateOut = otherLine.equals(line) ? templateOut : null;
            copy.line = otherLine;
            copy.epoch++;
        });
    }

    /** Marks the template as unusable and sends the alternative until then. */
    public Campaign withoutTemplate(Instant until) {
        return copy(copy -> copy.templateOut = until);
    }

    /** Whether contacts may be added: not if the campaign is cancelled or archived, or its contacts were removed. */
    public boolean takesContacts() {
        return status().takesContacts() && !archived() && retention.keepsContacts();
    }

    /** Whether the campaign makes no attempts in its current status. */
    private boolean isAtRest() {
        return status().isOver() || archived();
    }

    /** Whether it has ended and the instant of its end is not stored yet. */
    public boolean lacksOverSince() {
        return isAtRest() && retention.keepsContacts() && retention.overSince() == null;
    }

    /** Whether it has been over for at least {@code kept}, and still has its contacts. */
    public boolean isPast(Duration kept, Instant now) {
        return isAtRest() && retention.isPast(kept, now);
    }

    /** Stores the instant of its end, if it has ended. */
    public Campaign notedOver(Instant now) {
        Instant since = retention.overSince();
        Instant noted = isAtRest() ? since == null ? now : since : null;
        return Objects.equals(noted, since)
                ? this
                : copy(copy -> copy.retention = new Retention(noted, retention.removed()));
    }

    /** Its contacts are removed: from now on it accepts no contacts and attempts none, permanently. */
    public Campaign withoutContacts(Instant now) {
        return copy(copy -> {
            if (!status().isOver()) {
                copy.state = state.in(CampaignStatus.CANCELLED, state.hangsUp(), state.autoPause());
            }
            copy.retention = new Retention(retention.overSince(), now);
            copy.epoch++;
        });
    }

    /** The same campaign with the version after the next write. */
    public Campaign written() {
        return copy(copy -> copy.version++);
    }

    private Campaign copy(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.done();
    }

    /** The fields of a campaign that is about to be made from another one. */
    private static final class Copy {
        private final CampaignId id;
        private AgentId agent;
        private LineId line;
        private CampaignSettings settings;
        private RunState state;
        private Cycle cycle;
        private @Nullable Instant templateOut;
        private long filtered;
        private long epoch;
        private final Instant createdAt;
        private Retention retention;
        private long version;

        Copy(Campaign from) {
            id = from.id;
            agent = from.agent;
            line = from.line;
            settings = from.settings;
            state = from.state;
            cycle = from.cycle;
            templateOut = from.templateOut;
            filtered = from.filtered;
            epoch = from.epoch;
            createdAt = from.createdAt;
            retention = from.retention;
            version = from.version;
        }

        Campaign done() {
            return new Campaign(
                    id,
                    agent,
                    line,
                    settings,
                    state,
                    cycle,
                    templateOut,
                    filtered,
                    epoch,
                    createdAt,
                    retention,
                    version);
        }
    }
}
