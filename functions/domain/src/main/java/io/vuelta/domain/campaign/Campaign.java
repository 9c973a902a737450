package io.vuelta.domain.campaign;

import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.window.DatedSchedule;
import io.vuelta.domain.window.Hours;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list of contacts, worked through once per cycle by one agent over one line.
 *
 * @param hangsUp whether its calls under way are to be hung up; only of a cancelled one
 * @param cycle which pass it is in
 * @param workingSince when it was last set going, by a person or by itself; null before that
 * @param stop why it has paused itself; null if it has not
 * @param templateOut until when its template counts as out of order, so that the alternative is sent; null if it does not
 * @param filtered the epoch in which the cycles' filters were last edited; 0 for never
 * @param epoch raised by every pause, resume, cancel, archive, unarchive and change of settings: a command planned in an earlier
 *     epoch is given back, not carried out
 * @param version raised by every write; 0 before the first
 */
public record Campaign(
        CampaignId id,
        AgentId agent,
        LineId line,
        CampaignSettings settings,
        CampaignStatus status,
        boolean archived,
        boolean hangsUp,
        Cycle cycle,
        @Nullable Instant workingSince,
        @Nullable AutoPause stop,
        @Nullable Instant templateOut,
        long filtered,
        long epoch,
        Instant createdAt,
        long version) {
    public static Campaign created(CampaignId id, AgentId agent, LineId line, CampaignSettings settings, Instant now) {
        return new Campaign(
                id,
                agent,
                line,
                settings,
                CampaignStatus.PENDING,
                false,
                false,
                Cycle.FIRST,
                null,
                null,
                null,
                0,
                0,
                now,
                0);
    }

    /** Whether attempts may begin at all: by status only, the window is another question. */
    public boolean mayAttempt() {
        return status == CampaignStatus.ACTIVE && !archived;
    }

    /** Whether its line's pacer must look after it: it works, or will again by itself. */
    public boolean isPaced() {
        return (status == CampaignStatus.ACTIVE || status == CampaignStatus.COOLDOWN) && !archived;
    }

    /** When the next cycle begins, of a campaign that has run dry; empty if there is none, or it has not. */
    public Optional<Instant> nextCycle() {
        return Optional.ofNullable(cycle.exhaustedAt()).flatMap(this::nextCycleAfter);
    }

    /** When the next cycle would begin if the campaign ran dry at {@code dry}; empty if there is none. */
    public Optional<Instant> nextCycleAfter(Instant dry) {
        Cycles cycles = settings.cycles();
        return cycles == null
                ? Optional.empty()
                : cycles.next(cycle, dry, settings.zone()).filter(begins -> !settings.isOver(begins));
    }

    /** The instants at which attempts may begin: the campaign's own hours, its cycle's, and those of each zone. */
    public Hours hours(Set<ZoneId> contactZones) {
        List<DatedSchedule> schedules = new ArrayList<>();
        schedules.add(new DatedSchedule(settings.window(), null, null));
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

    /** The instants at which attempts may begin, as far as that does not hang on the contact. */
    public Hours hours() {
        return hours(Set.of());
    }

    /**
     * Whether, in a repeat whose days have a last one, no hour is left that lies in the campaign's window too: the schedule
     * may still be open, and the window not open again before its end.
     */
    public boolean cyclesAreOver(Instant now) {
        Cycles cycles = settings.cycles();
        return cycles != null
                && cycle.number() > 0
                && cycles.hours().filter(hours -> hours.lastDay() != null).isPresent()
                && hours().nextOpen(now).isEmpty()
                && settings.window().nextOpen(now, settings.zone()).isPresent();
    }

    /** Whether a contact that ended so is tried again in the next cycle. */
    public boolean requeues(ContactStatus status, List<String> tags) {
        Cycles cycles = settings.cycles();
        return cycles != null && cycles.bringBack(status, tags);
    }

    Campaign moved(CampaignStatus to) {
        return with(settings, to, archived, cycle, workingSince, null, templateOut, filtered, epoch + 1);
    }

    /** Cancelled, with its calls under way to be hung up. A message cannot be taken back. */
    Campaign hangingUp() {
        Campaign cancelled = moved(CampaignStatus.CANCELLED);
        return new Campaign(
                id,
                agent,
                line,
                settings,
                cancelled.status(),
                archived,
                settings.channel() == Channel.PHONE_CALL,
                cycle,
                workingSince,
                cancelled.stop(),
                templateOut,
                filtered,
                cancelled.epoch(),
                createdAt,
                version);
    }

    Campaign finished() {
        return with(
                settings,
                CampaignStatus.FINISHED,
                archived,
                cycle,
                workingSince,
                null,
                templateOut,
                filtered,
                epoch + 1);
    }

    /** Set going: what stopped it is forgotten. */
    Campaign started(Cycle inCycle, Instant now) {
        return with(settings, CampaignStatus.ACTIVE, archived, inCycle, now, null, templateOut, filtered, epoch + 1);
    }

    Campaign dry(Instant now) {
        return with(
                settings,
                CampaignStatus.COOLDOWN,
                archived,
                cycle.dry(now),
                workingSince,
                stop,
                templateOut,
                filtered,
                epoch + 1);
    }

    Campaign stopped(AutoPause why) {
        return with(
                settings,
                CampaignStatus.INACTIVE,
                archived,
                cycle,
                workingSince,
                why,
                templateOut,
                filtered,
                epoch + 1);
    }

    /** Archived, or taken out of the archive in the status that it has. */
    Campaign putAway(boolean archived) {
        return with(settings, status, archived, cycle, workingSince, stop, templateOut, filtered, epoch + 1);
    }

    /** With other settings: what was planned under the old ones is given back. */
    public Campaign changed(CampaignSettings settings) {
        boolean sameFilter = this.settings.filterLike(settings);
        return with(
                settings,
                status,
                archived,
                cycle,
                workingSince,
                stop,
                templateOut,
                sameFilter ? filtered : epoch + 1,
                epoch + 1);
    }

    /** Its template is out of order, and its alternative is sent until then. */
    public Campaign withoutTemplate(Instant until) {
        return with(settings, status, archived, cycle, workingSince, stop, until, filtered, epoch);
    }

    /** The same campaign as its store has it after one more write. */
    public Campaign written() {
        return new Campaign(
                id,
                agent,
                line,
                settings,
                status,
                archived,
                hangsUp,
                cycle,
                workingSince,
                stop,
                templateOut,
                filtered,
                epoch,
                createdAt,
                version + 1);
    }

    private Campaign with(
            CampaignSettings settings,
            CampaignStatus status,
            boolean archived,
            Cycle cycle,
            @Nullable Instant workingSince,
            @Nullable AutoPause stop,
            @Nullable Instant templateOut,
            long filtered,
            long epoch) {
        return new Campaign(
                id,
                agent,
                line,
                settings,
                status,
                archived,
                hangsUp,
                cycle,
                workingSince,
                stop,
                templateOut,
                filtered,
                epoch,
                createdAt,
                version);
    }
}
