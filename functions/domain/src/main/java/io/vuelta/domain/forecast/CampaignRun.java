package io.vuelta.domain.forecast;

import io.vuelta.domain.attempt.Outcome;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.LifeCycle;
import io.vuelta.domain.contact.AfterAttempt;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.count.AnswerRates;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.pace.AttemptAllowance;
import io.vuelta.domain.pace.LinePlan;
import io.vuelta.domain.pace.Waiters;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.window.Hours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One simulated run of a campaign. The simulation proceeds in steps, each to the next instant at which something can
 * change. In a large campaign each simulated contact represents several, and the limits are reduced by the same factor.
 */
final class CampaignRun {
    /** The approximate maximum number of contacts of one run. */
    private static final int MAX_CONTACTS = 400;

    /** The minimum number of contacts of a run for a day with a daily limit, so that it is not rounded to zero. */
    private static final int MIN_OF_DAY = 20;

    /** Maximum number of steps. There is no longer forecast, because the window may open only once a year. */
    private static final int MAX_STEPS = 60_000;

    /** The time from the end of an attempt until the next one begins in its place. */
    private static final Duration TURNAROUND = Duration.ofMillis(1_500);

    private static final Duration PLANNED_AHEAD = Duration.ofMinutes(10);

    private static final Duration BACKOFF = Duration.ofMinutes(5);

    private static final Place PLACE = new Place(1, 0);

    private final Situation situation;
    private final SplittableRandom random;
    private final int maxCycles;
    private final int weight;
    private final Duration takes;
    private final Duration spacing;
    private final LinePace pace;
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(Comparator.comparing(Waiting::due));
    private final PriorityQueue<UnderWay> underWay = new PriorityQueue<>(Comparator.comparing(UnderWay::ends));
    private final List<ZonedContact> done = new ArrayList<>();
    private final Map<LocalDate, Integer> started = new HashMap<>();
    private Campaign campaign;
    private Instant at;
    private Instant nextSlot;
    private @Nullable Instant nextStart;
    private long claims;
    private int cycles;
    private boolean cutOff;

    /** A contact, and its possible time zones in addition to the campaign's. */
    private record ZonedContact(Contact contact, Set<ZoneId> zones) {
        ZonedContact become(Contact next) {
            return new ZonedContact(next, zones);
        }
    }

    private record Waiting(ZonedContact who, Instant due) {}

    private record UnderWay(ZonedContact who, Instant ends) {}

    /**
     * Prepares a run.
     *
     * @param maxCycles maximum number of cycles that begin in the run; it ends before the next one
     */
    CampaignRun(Situation situation, SplittableRandom random, int maxCycles) {
        this.situation = situation;
        this.maxCycles = maxCycles;
        this.random = random;
        CampaignSettings settings = situation.campaign().settings();
        this.weight = weight(situation);
        int places = Math.max(1, situation.places() / weight);
        // If a simulated place represents less than one real place, its attempts take longer.
        this.takes = situation
                .rates()
                .takes()
                .plus(TURNAROUND)
                .multipliedBy((long) weight * places)
                .dividedBy(situation.places());
        this.spacing = situation.spacing().multipliedBy(weight);
        this.pace = LinePace.fresh(situation.campaign().line());
        this.campaign = situation.campaign().changed(scaled(settings, places));
        this.at = situation.now();
        this.nextSlot = at;
        this.nextStart = situation.nextStart();
        started.put(settings.dayOf(at), situation.startedToday() / weight);
        Contact fresh = fresh();
        contacts(situation.waiting()).forEach(_ -> wait(zonedContact(fresh), at));
        contacts(situation.retrying())
                .forEach(_ -> wait(
                        zonedContact(retried(fresh)),
                        at.plus(part(settings.retrying().delay()))));
        contacts(situation.underWay())
                .forEach(_ -> underWay.add(new UnderWay(zonedContact(claimed(fresh, at)), at.plus(part(takes)))));
        contacts(situation.returning()).forEach(_ -> done.add(zonedContact(failed(fresh))));
    }

    private static int weight(Situation of) {
        long all = of.waiting() + of.retrying() + of.underWay() + of.returning();
        long weight = Math.max(1, Math.ceilDiv(all, MAX_CONTACTS));
        int limit = of.campaign().settings().dailyLimit().orElse(Integer.MAX_VALUE);
        return (int) Math.min(weight, Math.max(1, limit / MIN_OF_DAY));
    }

    private CampaignSettings scaled(CampaignSettings settings, int places) {
        Integer limit = settings.limits().perDay();
        Duration throttle = settings.limits().throttle().multipliedBy(weight);
        return settings.limited(
                limit == null ? null : (Integer) Math.max(1, Math.round((float) limit / weight)),
                places,
                throttle.compareTo(CampaignSettings.MAX_THROTTLE) > 0 ? CampaignSettings.MAX_THROTTLE : throttle);
    }

    private Stream<Integer> contacts(long count) {
        long scaled = count == 0 ? 0 : Math.max(1, Math.round((double) count / weight));
        return Stream.iterate(0, i -> i + 1).limit(scaled);
    }

    private Contact fresh() {
        ContactId id = new ContactId(campaign.id(), "0".repeat(32));
        ContactData nothing = new ContactData("", "", "", "", "", Map.of());
        return Contact.loaded(id, new PhoneNumber("+525555551234"), nothing, "forecast", at);
    }

    private ZonedContact zonedContact(Contact contact) {
        List<Set<ZoneId>> zones = situation.zones();
        return new ZonedContact(contact, zones.isEmpty() ? Set.of() : zones.get(random.nextInt(zones.size())));
    }

    private void wait(ZonedContact who, Instant due) {
        waiting.add(new Waiting(who, due));
    }

    /** When a contact with these time zones may next be called; empty for never. */
    private Optional<Instant> opens(Set<ZoneId> zones) {
        if (zones.isEmpty()) {
            return Optional.of(at);
        }
        Hours hours = campaign.hours(zones);
        return hours.isOpen(at) ? Optional.of(at) : hours.nextOpen(at);
    }

    private Contact claimed(Contact contact, Instant slot) {
        return contact.claimed(PLACE, slot, campaign.settings().dayOf(slot), slot);
    }

    /** A contact that has used some of its retries. */
    private Contact retried(Contact fresh) {
        int retries = Math.max(1, campaign.settings().retrying().max());
        AfterAttempt always = new AfterAttempt(retries, 0, Duration.ZERO, BACKOFF);
        Contact contact = fresh;
        for (int used = random.nextInt(retries); used >= 0; used--) {
            contact = always.apply(
                    claimed(contact, at), new Outcome.Unreached(TimelineCode.NO_ANSWER.name(), Duration.ZERO), at);
        }
        return contact;
    }

    private Contact failed(Contact fresh) {
        return new AfterAttempt(0, 0, Duration.ZERO, BACKOFF)
                .apply(claimed(fresh, at), new Outcome.Unreached(TimelineCode.NO_ANSWER.name(), Duration.ZERO), at);
    }

    private Duration part(Duration of) {
        return Duration.ofMillis((long) (of.toMillis() * random.nextDouble()));
    }

    /** The number of attempts of the run, scaled to all contacts of the campaign. */
    long attempts() {
        return claims * weight + situation.underWay();
    }

    /** When all contacts were attempted; empty if that is unknown. */
    Optional<Instant> end() {
        if (situation.coolsDown() && !beginsNextCycle()) {
            return Optional.of(at);
        }
        for (int step = 0; step < MAX_STEPS; step++) {
            endAttempts();
            AttemptAllowance allowance = AttemptAllowance.of(
                    campaign,
                    new AttemptAllowance.Use(
                            underWay.size(),
                            started.getOrDefault(campaign.settings().dayOf(at), 0),
                            nextStart),
                    new Waiters(waiting.size(), waiting.size(), waiting.size() + 1L),
                    pace,
                    at,
                    at.plus(PLANNED_AHEAD));
            Optional<Instant> next = switch (allowance) {
                case AttemptAllowance.Open open -> begin(open);
                case AttemptAllowance.Closed closed -> earliest(closed.waiting().ends(), nextEnd());
                case AttemptAllowance.Over _ -> {
                    waiting.clear();
                    yield Optional.of(at);
                }
                case AttemptAllowance.Drained _ ->
                    underWay.isEmpty() && beginsNextCycle() ? Optional.of(at) : nextEnd();
            };
            if (next.isEmpty()) {
                return waiting.isEmpty() ? Optional.of(at) : Optional.empty();
            }
            at = next.get();
        }
        cutOff = true;
        return Optional.empty();
    }

    /** Whether the run ended before the campaign: another cycle would begin, or it took too many steps. */
    boolean isCutOff() {
        return cutOff;
    }

    private Optional<Instant> nextEnd() {
        return Optional.ofNullable(underWay.peek()).map(UnderWay::ends);
    }

    private static Optional<Instant> earliest(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream()).min(Instant::compareTo);
    }

    /** Begins attempts with the contacts that are due. Returns the time of the next step. */
    private Optional<Instant> begin(AttemptAllowance.Open open) {
        List<ZonedContact> next = dueNow(open.most());
        if (next.isEmpty()) {
            return earliest(Optional.ofNullable(waiting.peek()).map(Waiting::due), nextEnd());
        }
        LinePlan plan = LinePlan.of(
                List.of(new LinePlan.Share(
                        next.size(),
                        underWay.size(),
                        open.from(),
                        open.until(),
                        campaign.settings().limits().throttle())),
                spacing,
                nextSlot.isAfter(at) ? nextSlot : at,
                LinePlan.MAX_SLOTS);
        List<Instant> slots = plan.slots().getFirst();
        for (int i = 0; i < next.size(); i++) {
            if (i < slots.size()) {
                begin(next.get(i), slots.get(i));
            } else {
                wait(next.get(i), at);
            }
        }
        nextSlot = plan.next();
        // No contact has found a slot before the plan's end.
        return Optional.of(slots.isEmpty() ? open.until() : at);
    }

    /**
     * The contacts that may be tried now. A contact whose own window is closed waits until it opens; a contact whose
     * window never opens is not tried.
     */
    private List<ZonedContact> dueNow(int most) {
        List<ZonedContact> next = new ArrayList<>();
        while (!waiting.isEmpty() && !waiting.element().due().isAfter(at) && next.size() < most) {
            ZonedContact who = waiting.remove().who();
            opens(who.zones()).ifPresent(opens -> {
                if (opens.isAfter(at)) {
                    wait(who, opens);
                } else {
                    next.add(who);
                }
            });
        }
        return next;
    }

    private void begin(ZonedContact who, Instant slot) {
        claims++;
        nextStart = slot.plus(campaign.settings().limits().throttle());
        started.merge(campaign.settings().dayOf(slot), 1, Integer::sum);
        // From half of the average to one and a half.
        Duration lasts = takes.dividedBy(2).plus(part(takes));
        underWay.add(new UnderWay(who.become(claimed(who.contact(), slot)), slot.plus(lasts)));
    }

    private void endAttempts() {
        AfterAttempt rules = AfterAttempt.in(campaign, BACKOFF);
        while (!underWay.isEmpty() && !underWay.element().ends().isAfter(at)) {
            UnderWay ended = underWay.remove();
            Contact after = rules.apply(ended.who().contact(), outcome(), ended.ends());
            Instant due = after.due();
            if (after.waits()) {
                wait(ended.who().become(after), due == null ? ended.ends() : due);
            } else {
                done.add(ended.who().become(after));
            }
        }
    }

    private Outcome outcome() {
        double u = random.nextDouble();
        AnswerRates rates = situation.rates();
        if (u < rates.answered()) {
            return campaign.settings().channel() == Channel.PHONE_CALL
                    ? new Outcome.Answered(rates.billed())
                    : new Outcome.Taken();
        }
        return u < rates.answered() + rates.voicemail()
                ? new Outcome.Voicemail(rates.billed())
                : new Outcome.Unreached(TimelineCode.NO_ANSWER.name(), Duration.ZERO);
    }

    /** Whether another cycle begins at {@code at}. */
    private boolean beginsNextCycle() {
        Campaign exhausted =
                LifeCycle.decide(campaign, CampaignAction.PASS_EXHAUSTED, at) instanceof LifeCycle.Decision.Moved moved
                        ? moved.to()
                        : campaign;
        List<ZonedContact> back = done.stream()
                .map(who -> who.become(who.contact().countedIn(exhausted)))
                .filter(who -> who.contact().cyclePosition().returns())
                .toList();
        Optional<Instant> begins = exhausted.nextCycle();
        if (back.isEmpty() || begins.isEmpty()) {
            return false;
        }
        Instant start = begins.get().isAfter(at) ? begins.get() : at;
        if (!(LifeCycle.decide(exhausted, CampaignAction.NEXT_CYCLE, start)
                instanceof LifeCycle.Decision.NextCycle next)) {
            return false;
        }
        if (cycles == maxCycles) {
            cutOff = true;
            return false;
        }
        cycles++;
        campaign = next.to();
        at = start;
        done.clear();
        back.forEach(who -> wait(who.become(who.contact().in(campaign.cycle())), start));
        return true;
    }
}
