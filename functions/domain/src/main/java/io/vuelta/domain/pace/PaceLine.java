package io.vuelta.domain.pace;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.Breaker;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.Intake;
import io.vuelta.domain.campaign.LifeCycle;
import io.vuelta.domain.campaign.PauseCampaign;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.claim.ClaimBatch;
import io.vuelta.domain.claim.ClaimBatches;
import io.vuelta.domain.claim.MissingBatch;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.claim.OpenClaimsBooks;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Contacts.Agenda;
import io.vuelta.domain.count.Counts;
import io.vuelta.domain.count.Recounts;
import io.vuelta.domain.line.Answers;
import io.vuelta.domain.line.Capacity;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.line.Outage;
import io.vuelta.domain.store.Parallel;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.wake.Wake;
import io.vuelta.domain.wake.Wakes;
import io.vuelta.domain.window.ContactZones;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One tick of a line's pacer. It stores the reports, handles claims that are not known to be over, and pauses campaigns
 * whose attempts fail. For each other campaign it decides how many attempts may begin and exactly when, claims the
 * contacts, sends the commands, and stores why the rest waits. It finishes campaigns that are done or lets them cool
 * down, and sets the alarm to the earliest instant at which anything can change.
 *
 * <p>There is one pacer per line. If two ever overlap, only one of them can write a campaign's book.
 */
public final class PaceLine {
    /** Attempts are planned this far ahead, in addition to the lead; a pause releases them. */
    static final Duration HORIZON = Duration.ofSeconds(3);

    /**
     * The time after which a tick begins to handle no further campaign. Their reports are stored, and the next tick, for
     * which the tick wakes its line, begins with them.
     */
    static final Duration TICK_TIME = Duration.ofSeconds(6);

    /**
     * The number of campaigns that are handled at the same time. The work for one campaign may be parallel, too, and each
     * request of it needs a connection.
     */
    private static final int MAX_AT_ONCE = 8;

    /** Maximum number of contacts that are checked again in one tick after a change of settings. */
    private static final int MAX_UNHELD = 900;

    /** The wait before the next tick if this tick could not do all its work. */
    static final Duration SOON = Duration.ofSeconds(2);

    /**
     * A campaign that waits this long for its counts is recounted. The change stream keeps changes for 24 hours: before
     * that, it could still deliver changes that a recount has already included, and they would be counted twice.
     */
    private static final Duration COUNTING_TAKES = Duration.ofHours(25);

    /** The maximum interval at which incomplete counts are checked. */
    private static final Duration COUNTS_LOOKED_AT = Duration.ofMinutes(1);

    /** A time beyond the end of every hold and every plan. */
    static final Duration EVER = Duration.ofDays(3_650);

    private final Lines lines;
    private final Campaigns campaigns;
    private final Contacts contacts;
    private final OpenClaimsBooks books;
    private final ClaimBatches batches;
    private final Counts counts;
    private final Recounts recounts;
    private final Wakes wakes;
    private final Parallel parallel;
    private final Sleeper sleeper;
    private final ContactZones zones;
    private final Candidates candidates;
    private final ClaimContacts claims;
    private final OpenClaims openClaims;
    private final CoolDown coolDown;
    private final PauseCampaign pauseCampaign;
    private final Alarm alarm;
    private final Duration askAfter;
    private final InstantSource clock;

    /**
     * The stores and queues of a pacer.
     *
     * @param recounts the queue of ordered recounts of campaigns
     */
    public record Stores(
            Lines lines,
            Campaigns campaigns,
            Contacts contacts,
            OpenClaimsBooks books,
            ClaimBatches batches,
            Counts counts,
            Recounts recounts) {}

    /**
     * The ports of a pacer.
     *
     * @param wakes the queue by which the pacer wakes itself
     */
    public record Ports(
            Stores stores,
            Commands commands,
            Schedules schedules,
            Wakes wakes,
            Parallel parallel,
            Sleeper sleeper,
            ContactZones zones,
            InstantSource clock) {}

    /**
     * Uses these ports.
     *
     * @param askAfter the time after which the status of an attempt without a report is requested
     * @param askAgain the time until the status is requested again
     */
    public PaceLine(Ports ports, Duration askAfter, Duration askAgain) {
        this.lines = ports.stores().lines();
        this.campaigns = ports.stores().campaigns();
        this.contacts = ports.stores().contacts();
        this.books = ports.stores().books();
        this.batches = ports.stores().batches();
        this.counts = ports.stores().counts();
        this.recounts = ports.stores().recounts();
        this.wakes = ports.wakes();
        this.parallel = ports.parallel();
        this.sleeper = ports.sleeper();
        this.zones = ports.zones();
        this.candidates = new Candidates(contacts);
        this.claims = new ClaimContacts(batches, books, contacts, ports.commands(), parallel);
        this.openClaims = new OpenClaims(batches, contacts, claims, ports.commands(), askAfter, askAgain);
        this.coolDown = new CoolDown(contacts, books, campaigns, parallel);
        this.pauseCampaign = new PauseCampaign(campaigns);
        this.alarm = new Alarm(lines, ports.commands(), ports.schedules(), wakes);
        this.askAfter = askAfter;
        this.clock = ports.clock();
    }

    /**
     * Makes one tick of the line.
     *
     * @param receivedWakes wake-ups of this line that have arrived
     * @param more whether more wake-ups probably wait in the queue; then the reports are only stored if the line was
     *     planned within the last second
     * @return claim batches that were closed because the store does not have them any more; normally none
     */
    public List<MissingBatch> tick(LineId id, List<Wake> receivedWakes, boolean more) {
        // The pace is read before the line: a change of the line's rate moves its next slot afterwards, and a plan by
        // the old rate is not reserved then.
        LinePace pace = lines.pace(id);
        Optional<Line> line = lines.current(id);
        if (line.isEmpty()) {
            return List.of();
        }
        Instant next = pace.nextPlan(clock.instant());
        if (clock.instant().isBefore(next)) {
            if (more) {
                note(id, pace, receivedWakes);
                return List.of();
            }
            sleeper.until(next);
            pace = lines.pace(id);
            line = lines.current(id);
        }
        return plan(line.orElseThrow(), pace, receivedWakes);
    }

    /** Stores the reports and plans nothing. */
    private void note(LineId id, LinePace pace, List<Wake> receivedWakes) {
        Set<CampaignId> ids = reported(receivedWakes);
        ReportedBooks reported = ReportedBooks.read(ids, receivedWakes, books, parallel);
        Capacity capacity = pace.capacity().with(reported.round(receivedWakes), clock.instant());
        saveReports(ids, reported, id);

        var _ = lines.reserve(pace, null, capacity, outageAfter(pace, receivedWakes));
        wakes.wake(id);
        // A campaign that is not in the line's list is handled only if a wake-up names it.
        receivedWakes.stream()
                .flatMap(wake -> Stream.ofNullable(wake.campaign()))
                .distinct()
                .forEach(campaign -> wakes.send(Wake.of(id, campaign)));
    }

    /** The state of the provider after these reports. */
    private Outage outageAfter(LinePace pace, List<Wake> receivedWakes) {
        Answers answers = receivedWakes.stream().map(Wake::answers).reduce(Answers.NONE, Answers::and);
        return pace.outage().withAnswers(answers, clock.instant());
    }

    private List<MissingBatch> plan(Line line, LinePace read, List<Wake> receivedWakes) {
        LinePace pace = read.with(outageAfter(read, receivedWakes));
        Instant now = clock.instant();
        List<CampaignId> listed = campaigns.activeOn(line.id());
        List<CampaignId> ids = inTurn(listed, pace.nextCampaign(), receivedWakes);
        ReportedBooks reported = ReportedBooks.read(ids, receivedWakes, books, parallel);
        Capacity capacity = pace.capacity().with(reported.round(receivedWakes), now);
        Handled handled = handle(ids, reported, line, pace, now.plus(TICK_TIME));
        planSlots(handled, line, pace, capacity);
        finish(handled, reported, line.id());
        wakeForUnreached(handled, listed, line.id());
        handled.takingPart().stream()
                .flatMap(CampaignTick::looks)
                .min(Instant::compareTo)
                .map(at -> later(now.plusSeconds(1), at))
                .ifPresent(at -> alarm.set(pace, at, now));
        return handled.ticks().stream().flatMap(tick -> tick.missing().stream()).toList();
    }

    /**
     * The campaigns of the tick: those of the line, beginning with the first one that the last tick did not reach, and
     * those that the wake-ups name.
     */
    private static List<CampaignId> inTurn(List<CampaignId> listed, @Nullable String first, List<Wake> receivedWakes) {
        int from = 0;
        while (first != null && from < listed.size() && listed.get(from).value().compareTo(first) < 0) {
            from++;
        }
        Set<CampaignId> ids = new LinkedHashSet<>(listed.subList(from, listed.size()));
        ids.addAll(listed);
        ids.addAll(reported(receivedWakes));
        receivedWakes.stream().map(Wake::campaign).filter(Objects::nonNull).forEach(ids::add);
        return List.copyOf(ids);
    }

    /**
     * The campaigns of a tick after they were handled.
     *
     * @param ticks those that were reached
     * @param takingPart those of them that have not left the line
     * @param unreached those for which there was no time, in their order
     * @param unreachedBooks the books of these
     */
    private record Handled(
            List<CampaignTick> ticks,
            List<CampaignTick> takingPart,
            List<CampaignId> unreached,
            List<OpenClaimsBook> unreachedBooks) {
        /** The sum over the books of all campaigns. */
        int sum(ToIntFunction<OpenClaimsBook> number) {
            return Stream.concat(takingPart.stream().map(CampaignTick::book), unreachedBooks.stream())
                    .mapToInt(number)
                    .sum();
        }
    }

    /**
     * Handles the campaigns, several at the same time, until {@code end}; at least one.
     *
     * @param ids in the order in which they are handled
     */
    private Handled handle(List<CampaignId> ids, ReportedBooks reported, Line line, LinePace pace, Instant end) {
        Map<CampaignId, CampaignTick> read = new ConcurrentHashMap<>();
        Set<CampaignId> present = ConcurrentHashMap.newKeySet();
        Set<CampaignId> unreached = ConcurrentHashMap.newKeySet();
        forEachInOrder(ids, id -> {
            Instant now = clock.instant();
            if (!id.equals(ids.getFirst()) && !now.isBefore(end)) {
                unreached.add(id);
                return;
            }
            read(id, reported).ifPresent(tick -> {
                read.put(id, tick);
                if (takesPart(tick, line, pace, now)) {
                    present.add(id);
                }
            });
        });
        List<CampaignId> left = ids.stream().filter(unreached::contains).toList();
        return new Handled(
                ids.stream().filter(read::containsKey).map(read::get).toList(),
                ids.stream().filter(present::contains).map(read::get).toList(),
                left,
                left.stream().map(reported::reported).toList());
    }

    /** Begins the work for these in their order, for up to {@value #MAX_AT_ONCE} at the same time. */
    private <T> void forEachInOrder(List<T> things, Consumer<? super T> work) {
        AtomicInteger next = new AtomicInteger();
        List<Integer> workers =
                IntStream.range(0, Math.min(MAX_AT_ONCE, things.size())).boxed().toList();
        parallel.forEach(workers, _ -> {
            for (int i = next.getAndIncrement(); i < things.size(); i = next.getAndIncrement()) {
                work.accept(things.get(i));
            }
        });
    }

    /** Writes the remaining changes; if another pacer has written first, the reports are delivered again. */
    private void finish(Handled handled, ReportedBooks reported, LineId line) {
        saveReports(handled.unreached(), reported, line);
        parallel.forEach(handled.takingPart(), tick -> tick.save(books));
        if (handled.ticks().stream().anyMatch(CampaignTick::isOvertaken)) {
            throw overtaken(line);
        }
    }

    /** Stores the reports of campaigns for which the tick does nothing else. */
    private void saveReports(Collection<CampaignId> ids, ReportedBooks reported, LineId line) {
        parallel.forEach(ids, id -> {
            if (!reported.save(id, books)) {
                throw overtaken(line);
            }
        });
    }

    private static StoreBusy overtaken(LineId line) {
        return new StoreBusy("another pacer is working on line " + line + "; deliver the wake-up again");
    }

    /** Wakes the line for the campaigns that this tick did not reach. One that the line does not list is named. */
    private void wakeForUnreached(Handled handled, List<CampaignId> listed, LineId line) {
        if (handled.unreached().isEmpty()) {
            return;
        }
        Set<CampaignId> unlisted = new LinkedHashSet<>(handled.unreached());
        listed.forEach(unlisted::remove);
        unlisted.forEach(id -> wakes.send(Wake.of(line, id)));
        wakes.wake(line);
    }

    private static Set<CampaignId> reported(List<Wake> receivedWakes) {
        Set<CampaignId> campaigns = new LinkedHashSet<>();
        receivedWakes.forEach(wake -> wake.reports().forEach(report -> campaigns.add(report.campaign())));
        return campaigns;
    }

    private Optional<CampaignTick> read(CampaignId id, ReportedBooks reported) {
        // The book was read first: if it was written since the campaign moved to another line, the pacer of the old
        // line can no longer write it, and its older copy of the campaign does no harm either.
        return campaigns.find(id).map(campaign -> {
            // The book was read before the counts: so the counts may already include claims that the book has not
            // closed, but never the opposite.
            Intake intake = campaigns.intake(id);
            return new CampaignTick(
                    campaign,
                    counts.sums(id, campaign.cycle().number()),
                    intake,
                    reported.stored(id),
                    reported.reported(id));
        });
    }

    /** Does the work that needs no slot. Returns false for a campaign that has left the line. */
    private boolean takesPart(CampaignTick tick, Line line, LinePace pace, Instant now) {
        openClaims.lookAfter(tick, pace, now);
        Campaign campaign = tick.campaign();
        boolean here = campaign.line().equals(line.id());
        if (here && campaign.status() == CampaignStatus.FINISHED && reopenForWaitingContact(tick, now)) {
            tick.lookAt(now);
            return true;
        }
        // A campaign that is active on another line is handled by that line's pacer, with its attempts on this line.
        boolean over = campaign.isPaced() ? !here : tick.book().inFlight() == 0;
        boolean retired = over
                && tick.save(books)
                && campaigns.retire(campaign, line.id(), tick.book().version());
        if (retired) {
            return false;
        }
        if (here
                && campaign.mayAttempt()
                && !pausesItself(tick, now)
                && !pausesForLine(tick, pace, now)
                && !pausesForBudget(tick, line, now)
                && !unholds(tick, now)) {
            planCampaign(tick, line, pace, now);
        } else if (here && campaign.isPaced() && campaign.status() == CampaignStatus.COOLDOWN) {
            if (!coolDown.apply(tick, now)) {
                waitForCounts(tick, now);
            }
        }
        lookAtAgenda(tick, now);
        return true;
    }

    /** Finds the contacts that may be claimed, and holds or drops the others. */
    private void planCampaign(CampaignTick tick, Line line, LinePace pace, Instant now) {
        Campaign campaign = tick.campaign();
        if (tick.mayHideWaiters()) {
            tick.due(contacts.due(campaign.id(), Agenda.RETRY, now, LinePlan.MAX_SLOTS)
                    .size());
        }
        int affordable = tick.spending(line, lines::find).affordable();
        AttemptAllowance allowance = AttemptAllowance.of(
                campaign, tick.book(), tick.intake(), tick.waiters(), pace, affordable, now, now.plus(EVER));
        if (affordable == 0) {
            // By then, planned attempts have begun or have been released.
            tick.lookAt(now.plus(SOON));
        }
        tick.allowance(allowance);
        if (allowance instanceof AttemptAllowance.Open open) {
            int most = Math.min(open.most(), LinePlan.MAX_SLOTS);
            // If contacts may be held or dropped, many are read in each tick; otherwise this would take too long in a
            // campaign with low concurrency.
            int looked = Eligibility.mayPutAside(campaign) ? LinePlan.MAX_SLOTS : most;
            Candidates.Found found = candidates.find(campaign, tick.book(), tick.waiters(), looked, now);
            Eligibility eligibility = Eligibility.of(found.candidates(), campaign, zones, now);
            tick.found(new Candidates.Found(eligibility.fit(), found.cursor())
                    .first(most, tick.book().cursorIn(tick.cycle())));
            holdOrDrop(tick, eligibility.changes(), now);
        } else if (allowance instanceof AttemptAllowance.Over over) {
            Candidates.Found found = candidates.all(campaign, tick.book(), tick.waiters(), LinePlan.MAX_SLOTS, now);
            holdOrDrop(
                    tick,
                    found.candidates().stream()
                            .map(Candidates.Candidate::contact)
                            .map(stored -> new Contacts.Change(
                                    stored, stored.in(campaign.cycle()).dropped(over.reason(), now)))
                            .toList(),
                    now);
            tick.lookAt(now.plus(SOON));
        }
    }

    private void holdOrDrop(CampaignTick tick, List<Contacts.Change> changes, Instant now) {
        // A lost race means that another process changed a contact, which is then checked again.
        parallel.forEach(
                changes,
                change -> contacts.write(
                        Objects.requireNonNull(change.before()), change.after().countedIn(tick.campaign())));
        if (!changes.isEmpty()) {
            tick.lookAt(now.plus(SOON));
        }
    }

    /** Whether the campaign pauses itself because its last attempts have failed. */
    private boolean pausesItself(CampaignTick tick, Instant now) {
        Campaign campaign = tick.campaign();
        Instant since = campaign.state().workingSince() == null
                ? Instant.MIN
                : campaign.state().workingSince();
        Optional<List<Breaker.Ended>> tripped =
                campaign.settings().breaker().tripped(tick.book().endings(), since, now);
        if (tripped.isEmpty()) {
            return false;
        }
        List<String> attempts = new ArrayList<>();
        for (Breaker.Ended ended :
                tripped.get().stream().limit(AutoPause.MAX_ATTEMPTS).toList()) {
            batches.find(tick.id(), ended.batch())
                    .map(batch -> batch.members().get(ended.index()))
                    .map(PaceLine::attempt)
                    .ifPresent(attempt -> attempts.add(attempt.toString()));
        }
        pauseCampaign.pause(campaign.id(), new AutoPause(AutoPause.TECHNICAL_FAILURES, now, attempts));
        tick.lookAt(now.plus(SOON));
        return true;
    }

    /** Whether the campaign pauses itself because its line cannot be used until a person corrects it. */
    private boolean pausesForLine(CampaignTick tick, LinePace pace, Instant now) {
        Instant started = tick.campaign().state().workingSince();
        // The person who just started it may have repaired the line.
        boolean stops = pace.outage().needsPerson(now)
                && (started == null || started.isBefore(now.minus(Outage.USELESS_AFTER)));
        if (stops) {
            pauseCampaign.pause(
                    tick.id(), new AutoPause(String.valueOf(pace.outage().code()), now, List.of()));
            tick.lookAt(now.plus(SOON));
        }
        return stops;
    }

    /**
     * Whether the campaign pauses itself because its budget is used up. The pause would release planned attempts, so
     * they begin first.
     */
    private boolean pausesForBudget(CampaignTick tick, Line line, Instant now) {
        // A campaign without waiting contacts finishes instead of pausing itself.
        boolean reached = tick.book().unreported() == 0
                && tick.waiters().waiting() > 0
                && tick.spending(line, lines::find).isReached();
        if (reached) {
            pauseCampaign.pause(tick.id(), new AutoPause(AutoPause.BUDGET, now, List.of()));
            tick.lookAt(now.plus(SOON));
        }
        return reached;
    }

    private static AttemptId attempt(ClaimBatch.Member member) {
        return new AttemptId(member.contact(), member.attempt());
    }

    /** After a change of settings the contacts held for the hours of their own zone are checked again. */
    private boolean unholds(CampaignTick tick, Instant now) {
        Campaign campaign = tick.campaign();
        if (tick.book().plannedIn() == campaign.epoch()) {
            return false;
        }
        List<Contacts.Change> changes = new ArrayList<>();
        List<ContactId> held = contacts.due(campaign.id(), Agenda.HELD, now.plus(EVER), MAX_UNHELD);
        for (int from = 0; from < held.size(); from += Contacts.MAX_READ) {
            for (Contact stored :
                    contacts.findAll(held.subList(from, Math.min(held.size(), from + Contacts.MAX_READ)))) {
                Contact contact = stored.in(campaign.cycle());
                if (contact.isHeld()) {
                    changes.add(new Contacts.Change(stored, contact.unheld(now)));
                }
            }
        }
        holdOrDrop(tick, changes, now);
        if (changes.isEmpty()) {
            tick.change(book -> book.plannedIn(campaign.epoch()));
        }
        return !changes.isEmpty();
    }

    /** Assigns as many slots as the line's rate and the system's capacity allow, and claims contacts for them. */
    private void planSlots(Handled handled, Line line, LinePace pace, Capacity capacity) {
        List<CampaignTick> ticks = handled.takingPart();
        // Reading took time: both the first slot and the horizon are counted from now. A slot before the arrival of its
        // command would be late.
        Instant now = clock.instant();
        Instant first = later(now.plus(capacity.lead()), pace.nextSlot());
        Instant horizon = now.plus(capacity.lead()).plus(HORIZON);
        boolean probe = pace.outage().permission(now) instanceof Outage.Permission.OneProbe;
        int places = free(handled, line);
        int most = Math.min(
                Math.min(places, probe ? 1 : LinePlan.MAX_SLOTS),
                Math.max(0, capacity.window() - handled.sum(OpenClaimsBook::unreported)));
        LinePlan plan = LinePlan.of(
                ticks.stream().map(tick -> tick.share(horizon)).toList(), pace.spacing(line, now), first, most);
        Outage outage = probe && !plan.isEmpty() ? pace.outage().probing(now) : pace.outage();
        LinePace continued = pace.continuedWith(
                handled.unreached().stream().map(CampaignId::value).findFirst().orElse(null));
        boolean reserved = lines.reserve(continued, plan.isEmpty() ? null : plan.next(), capacity.planned(now), outage);
        forEachInOrder(IntStream.range(0, ticks.size()).boxed().toList(), i -> {
            if (reserved || plan.isEmpty()) {
                ticks.get(i).lineIsFull(places == 0);
                claimSlots(ticks.get(i), plan.slots().get(i), plan.next(), pace, now);
            } else {
                // Another pacer has planned, or the line was slowed.
                ticks.get(i).lookAt(now.plus(SOON));
            }
        });
    }

    /** The number of further calls that may begin on the line, over all of its campaigns. */
    private static int free(Handled handled, Line line) {
        Integer most = line.details().maxConcurrent();
        return most == null ? Integer.MAX_VALUE : Math.max(0, most - handled.sum(OpenClaimsBook::inFlight));
    }

    private void claimSlots(CampaignTick tick, List<Instant> slots, Instant lineNext, LinePace pace, Instant now) {
        Optional<AttemptAllowance> allowance = tick.allowance();
        if (allowance.isEmpty()) {
            return;
        }
        if (allowance.get() instanceof AttemptAllowance.Drained) {
            finishOrCoolDown(tick, now);
            return;
        }
        int claimed = claims.apply(tick, slots, pace, now);
        if (tick.leftOver(claimed)) {
            tick.lookAt(later(lineNext, tick.book().limits().nextStart()).minus(HORIZON));
        }
        if (tick.sweepsOn()) {
            tick.lookAt(now.plus(SOON));
        }
        Waiting waiting = claimed > 0 ? null : waiting(tick, slots, pace, lineNext, now);
        if (waiting != null) {
            waiting.ends().ifPresent(tick::lookAt);
        }
        tick.change(book -> book.waiting(waiting));
    }

    private @Nullable Waiting waiting(
            CampaignTick tick, List<Instant> slots, LinePace pace, Instant lineNext, Instant now) {
        if (!tick.onlyDueLater()) {
            Waiting why = tick.whyNot(slots, pace, lineNext, now);
            // Unanswered attempts use all places: no campaign finishes before their results are known.
            boolean unanswered = why != null
                    && why.reason() == Waiting.Reason.CONCURRENCY
                    && tick.book().unanswered().size() >= tick.book().inFlight();
            return unanswered ? awaited(tick, now) : why;
        }
        Optional<Instant> retry = contacts.nextDue(tick.id(), Agenda.RETRY, now);
        Optional<Instant> opens = contacts.nextDue(tick.id(), Agenda.HELD, now);
        if (retry.isEmpty() && opens.isEmpty()) {
            // A contact waits that the agenda does not contain yet.
            tick.lookAt(now.plus(SOON));
        }
        boolean held = opens.isPresent() && (retry.isEmpty() || opens.get().isBefore(retry.get()));
        return held
                ? new Waiting(Waiting.Reason.WINDOW, opens.get())
                : new Waiting(Waiting.Reason.RETRY_DUE, retry.orElse(null));
    }

    /**
     * No contact waits according to the counts. If no attempt is under way, the campaign cools down until its next
     * cycle, or is done; but only when the counts include everything that was added and claimed.
     */
    private void finishOrCoolDown(CampaignTick tick, Instant now) {
        Campaign campaign = tick.campaign();
        boolean stays =
                campaign.settings().period().alwaysOn() && !campaign.settings().isOver(now);
        @Nullable
        Waiting noContacts = stays
                ? new Waiting(
                        Waiting.Reason.NO_CONTACTS, campaign.settings().period().endAt())
                : null;
        if (tick.book().inFlight() > 0 || tick.intake().loading() > 0) {
            Waiting awaited = awaited(tick, now);
            tick.change(book -> book.waiting(awaited == null ? noContacts : awaited));
            return;
        }
        if (!isCounted(tick)) {
            waitForCounts(tick, now);
            return;
        }
        if (stays) {
            tick.change(book -> book.waiting(noContacts));
            return;
        }
        boolean another = campaign.settings().cycles() != null
                && (CoolDown.returning(tick) > 0 || !tick.book().isRecounted(campaign));
        CampaignAction dry = another ? CampaignAction.PASS_EXHAUSTED : CampaignAction.DONE;
        // If the write is refused, another process has changed the campaign. In both cases the next tick decides.
        tick.lookAt(now.plus(SOON));
        tick.change(book -> book.waiting(null));
        if (LifeCycle.decide(campaign, dry, now) instanceof LifeCycle.Decision.Moved moved && tick.save(books)) {
            Campaign next = coolingOrDone(moved.to(), campaign, now);
            if (campaigns.rest(next, tick.intake(), tick.book().version())) {
                reopenIfContactWaits(next, now);
            }
        }
    }

    /** The reason that answers of the provider are awaited; null if there are none. */
    private @Nullable Waiting awaited(CampaignTick tick, Instant now) {
        List<Breaker.Ended> unanswered = tick.book().unanswered();
        Duration given =
                tick.campaign().settings().channel() == Channel.WHATSAPP ? Message.MAX_TIME_WITHOUT_EVENT : askAfter;
        return unanswered.stream()
                .map(Breaker.Ended::at)
                .max(Instant::compareTo)
                .map(latest -> latest.plus(given))
                .map(until -> Waiting.answers(
                        unanswered.size(),
                        // If this instant is past, the provider could not return the status; it is requested again at
                        // the next look.
                        until.isAfter(now)
                                ? until
                                : tick.book().nextLook().filter(now::isBefore).orElse(null)))
                .orElse(null);
    }

    private static boolean isCounted(CampaignTick tick) {
        return tick.isCaughtUp()
                && tick.sums().counters().waiting() == 0
                && !tick.sums().recount();
    }

    private void waitForCounts(CampaignTick tick, Instant now) {
        Instant until = countedBy(tick.book().waiting()).orElse(now.plus(COUNTING_TAKES));
        boolean begins = countedBy(tick.book().waiting()).isEmpty();
        boolean unreadable = begins && tick.sums().recount() && tick.isCaughtUp();
        if (unreadable || !now.isBefore(until)) {
            recounts.order(tick.id());
            until = now.plus(COUNTING_TAKES);
        }
        Waiting waiting = new Waiting(Waiting.Reason.COUNTING, until);
        tick.change(book -> book.waiting(waiting));
        // No wake-up is sent when the counts are complete. The longer this takes, the less often they are checked.
        Duration waited = Duration.between(until.minus(COUNTING_TAKES), now);
        tick.lookAt(later(now.plus(SOON), earlier(now.plus(waited.dividedBy(4)), now.plus(COUNTS_LOOKED_AT))));
    }

    private static Optional<Instant> countedBy(@Nullable Waiting waiting) {
        return Optional.ofNullable(waiting)
                .filter(why -> why.reason() == Waiting.Reason.COUNTING)
                .flatMap(Waiting::ends);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The campaign in its cooldown, or finished immediately if no further cycle would begin. */
    private static Campaign coolingOrDone(Campaign next, Campaign now, Instant at) {
        boolean forNothing =
                next.status() == CampaignStatus.COOLDOWN && next.nextCycle().isEmpty();
        return forNothing && LifeCycle.decide(now, CampaignAction.DONE, at) instanceof LifeCycle.Decision.Moved done
                ? done.to()
                : next;
    }

    /**
     * A contact may have begun to wait just before the campaign was finished, and may have been counted since. The
     * function that counts reads the campaign after writing the counts, and this reads the counts after writing the
     * campaign: one of the two sees it.
     */
    private void reopenIfContactWaits(Campaign rested, Instant now) {
        if (rested.status() == CampaignStatus.FINISHED
                && counts.sums(rested.id(), rested.cycle().number()).counters().waiting() > 0) {
            campaigns.find(rested.id()).ifPresent(campaign -> reopen(campaign, now));
        }
    }

    /** Whether a finished campaign continues because a contact waits in it after all. */
    private boolean reopenForWaitingContact(CampaignTick tick, Instant now) {
        return tick.sums().counters().waiting() > 0 && !tick.campaign().archived() && reopen(tick.campaign(), now);
    }

    private boolean reopen(Campaign campaign, Instant now) {
        return LifeCycle.decide(campaign, CampaignAction.REOPEN, now) instanceof LifeCycle.Decision.Moved moved
                && campaigns.save(moved.to());
    }

    private void lookAtAgenda(CampaignTick tick, Instant now) {
        if (tick.campaign().mayAttempt() && tick.waiters().mayHaveDueContact()) {
            contacts.nextDue(tick.id(), Agenda.RETRY, now).ifPresent(tick::lookAt);
            if (tick.campaign().settings().hours().contactZones()) {
                contacts.nextDue(tick.id(), Agenda.HELD, now).ifPresent(tick::lookAt);
            }
        }
        tick.campaign().settings().end().filter(now::isBefore).ifPresent(tick::lookAt);
    }

    static Instant later(Instant one, @Nullable Instant other) {
        return other == null || one.isAfter(other) ? one : other;
    }
}
