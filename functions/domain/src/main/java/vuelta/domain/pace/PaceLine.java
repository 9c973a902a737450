package vuelta.domain.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.campaign.Breaker;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignAction;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.CampaignSettings;
import vuelta.domain.campaign.CampaignStatus;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.campaign.LifeCycle;
import vuelta.domain.campaign.Stop;
import vuelta.domain.campaign.StopCampaign;
import vuelta.domain.campaign.Waiting;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactId;
import vuelta.domain.contact.Contacts;
import vuelta.domain.contact.Contacts.Agenda;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.Marks;
import vuelta.domain.line.Line;
import vuelta.domain.line.LineId;
import vuelta.domain.line.LinePace;
import vuelta.domain.line.Lines;
import vuelta.domain.window.ContactZones;

/**
 * One tick of a line's pacer: asks after attempts whose lease has ended, stops campaigns whose attempts fail, decides for
 * each of the others how many may begin and when exactly, claims them, sends the commands, says why the rest waits, ends
 * what is done or lets it cool down, and sets the alarm to the earliest instant at which anything can change.
 *
 * <p>There is one pacer a line. Should two ever overlap, the claims' conditions keep them apart.
 */
public final class PaceLine {
    /** Attempts are planned this far ahead; a pause takes them back. */
    static final Duration HORIZON = Duration.ofSeconds(15);

    /** Attempts asked after in one tick, and campaign, at most. */
    private static final int MOST_ASKED = 100;

    /** Until a call that is to be hung up, and still goes on, is asked after again. */
    static final Duration HANG_UP_AGAIN = Duration.ofSeconds(15);

    /** Contacts that are looked at again in one tick after a change of settings, at most. */
    private static final int MOST_RELEASED = 900;

    /** After this a tick that could not do all looks again. */
    private static final Duration SOON = Duration.ofSeconds(2);

    /** Later than anybody is held. */
    private static final Duration EVER = Duration.ofDays(3_650);

    private final Lines lines;
    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Ledger ledger;
    private final Commands commands;
    private final ContactZones zones;
    private final Candidates candidates;
    private final ClaimContacts claims;
    private final CoolDown coolDown;
    private final StopCampaign stopCampaign;
    private final Alarm alarm;
    private final InstantSource clock;
    private final Duration askAgain;

    /**
     * Paces through these ports.
     *
     * @param askAgain until an attempt that has been asked after is asked after again
     */
    public PaceLine(
            Lines lines,
            Campaigns campaigns,
            Contacts contacts,
            Ledger ledger,
            Commands commands,
            Schedules schedules,
            ContactZones zones,
            InstantSource clock,
            Duration askAgain) {
        this.lines = lines;
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.ledger = ledger;
        this.commands = commands;
        this.zones = zones;
        this.candidates = new Candidates(contacts);
        this.claims = new ClaimContacts(ledger, commands);
        this.coolDown = new CoolDown(contacts, ledger, campaigns);
        this.stopCampaign = new StopCampaign(campaigns);
        this.alarm = new Alarm(lines, commands, schedules);
        this.clock = clock;
        this.askAgain = askAgain;
    }

    public void tick(LineId id) {
        Optional<Line> line = lines.find(id);
        if (line.isEmpty()) {
            return;
        }
        LinePace pace = lines.pace(id);
        Instant now = clock.instant();
        List<Turn> turns = campaigns.activeOn(id).stream()
                .flatMap(campaign -> turn(campaign, pace, now).stream())
                .toList();
        // Reading has taken its time, and a plan that begins in the past would be late before it is sent.
        Instant first = later(clock.instant(), pace.nextSlot());
        LinePlan plan = LinePlan.of(turns.stream().map(Turn::share).toList(), pace.spacing(line.get(), now), first);
        if (plan.isEmpty() || lines.reserve(pace, plan.next())) {
            for (int i = 0; i < turns.size(); i++) {
                carryOut(turns.get(i), plan.slots().get(i), plan.next(), pace.epoch(), now);
            }
        }
        turns.stream()
                .flatMap(Turn::looks)
                .min(Instant::compareTo)
                .map(at -> later(now.plusSeconds(1), at))
                .ifPresent(at -> alarm.set(pace, at, now));
    }

    /** Reads where a campaign stands, and does what needs no slot; empty for one that has left the line. */
    private Optional<Turn> turn(CampaignId id, LinePace pace, Instant now) {
        Campaign campaign = campaigns.find(id).orElseThrow(() -> new IllegalStateException("no campaign " + id));
        Turn turn = new Turn(campaign, ledger.counters(id), ledger.pacing(id));
        if (turn.pacing().inFlight() > 0) {
            askAfterOverdue(turn, now);
        }
        boolean gone = !campaign.isOnLine() && turn.pacing().inFlight() == 0 && campaigns.retire(campaign);
        if (gone) {
            return Optional.empty();
        }
        if (campaign.works() && !stops(turn, now) && !releases(turn, now)) {
            plan(turn, pace, now);
        } else if (campaign.isOnLine() && campaign.status() == CampaignStatus.COOLDOWN) {
            coolDown.apply(turn, now);
        }
        lookAtAgenda(turn, now);
        return Optional.of(turn);
    }

    /** Finds who may be claimed, and puts aside who may not. */
    private void plan(Turn turn, LinePace pace, Instant now) {
        Campaign campaign = turn.campaign();
        Room room = Room.of(campaign, turn.pacing(), turn.counters(), pace, now, now.plus(HORIZON));
        turn.room(room);
        if (room instanceof Room.Open open) {
            int most = Math.min(open.most(), LinePlan.MOST_SLOTS);
            // Of those who may be put aside many are looked at, or a campaign of few calls at once would take for ever.
            int looked = Triage.mayPutAside(campaign) ? LinePlan.MOST_SLOTS : most;
            Candidates.Found found = candidates.find(campaign, turn.pacing(), turn.counters(), looked, now);
            Triage triage = Triage.of(found.candidates(), campaign, zones, now);
            turn.found(new Candidates.Found(triage.fit(), found.sweep())
                    .first(most, turn.pacing().sweep()));
            putAside(turn, triage.changes(), now);
        } else if (room instanceof Room.Over over) {
            Candidates.Found found = candidates.all(campaign, turn.pacing(), turn.counters(), LinePlan.MOST_SLOTS, now);
            putAside(
                    turn,
                    found.candidates().stream()
                            .map(Candidates.Candidate::contact)
                            .map(contact -> new ContactChange(contact, contact.dropped(over.reason(), now)))
                            .toList(),
                    now);
            turn.lookAt(now.plus(SOON));
        }
    }

    private void putAside(Turn turn, List<ContactChange> changes, Instant now) {
        for (int from = 0; from < changes.size(); from += Commit.MOST_CLAIMED) {
            List<ContactChange> some = changes.subList(from, Math.min(changes.size(), from + Commit.MOST_CLAIMED));
            // A race that is lost is to somebody else's change of a contact, which is then looked at again.
            ledger.commit(Commit.contacts(turn.campaign(), some));
        }
        if (!changes.isEmpty()) {
            turn.lookAt(now.plus(SOON));
        }
    }

    /** Whether the campaign pauses itself, because its last attempts have failed. */
    private boolean stops(Turn turn, Instant now) {
        Campaign campaign = turn.campaign();
        List<Breaker.Ended> ended = turn.pacing().ended();
        Instant since = campaign.workingSince() == null ? Instant.MIN : campaign.workingSince();
        Optional<List<Breaker.Ended>> tripped = campaign.settings().breaker().tripped(ended, since, now);
        if (tripped.isPresent()) {
            List<String> attempts =
                    tripped.get().stream().map(Breaker.Ended::attempt).toList();
            stopCampaign.stop(campaign.id(), new Stop(Stop.TECHNICAL_FAILURES, now, attempts));
            turn.lookAt(now.plus(SOON));
            return true;
        }
        if (ended.size() > 2 * Breaker.MOST_JUDGED) {
            mark(turn, Marks.of(turn.pacing()).forgetting(ended.size() - Breaker.MOST_JUDGED));
        }
        return false;
    }

    /** After a change of settings whoever is held for their own place's hours is looked at again. */
    private boolean releases(Turn turn, Instant now) {
        Campaign campaign = turn.campaign();
        if (turn.pacing().plannedIn() == campaign.epoch()) {
            return false;
        }
        List<ContactChange> released = new ArrayList<>();
        for (ContactId id : contacts.due(campaign.id(), Agenda.HELD, now.plus(EVER), MOST_RELEASED)) {
            contacts.find(id)
                    .map(contact -> contact.in(campaign.cycle()))
                    .filter(Contact::isHeld)
                    .ifPresent(contact -> released.add(new ContactChange(contact, contact.released(now))));
        }
        putAside(turn, released, now);
        if (released.isEmpty()) {
            mark(turn, Marks.of(turn.pacing()).plannedIn(campaign.epoch()));
        }
        return !released.isEmpty();
    }

    private void mark(Turn turn, Marks marks) {
        ledger.mark(turn.id(), turn.pacing(), marks);
        turn.pacing(ledger.pacing(turn.id()));
    }

    /**
     * Asks after whoever's lease has ended. In a campaign that was cancelled to hang up everybody under way is asked after
     * at once, since that is when a call is hung up; and soon again, as long as anybody is.
     */
    private void askAfterOverdue(Turn turn, Instant now) {
        boolean hangsUp = turn.campaign().hangsUp();
        Duration again = hangsUp ? HANG_UP_AGAIN : askAgain;
        List<ContactId> found = hangsUp
                ? contacts.due(turn.id(), Agenda.LEASE, now.plus(EVER), CampaignSettings.MAX_CONCURRENCY)
                : contacts.due(turn.id(), Agenda.LEASE, now, MOST_ASKED);
        List<Command> asks = new ArrayList<>();
        for (ContactId id : found) {
            Contact contact = contacts.find(id).orElseThrow();
            if (asks.size() < MOST_ASKED && isAskedAfter(contact, now, hangsUp ? now.plus(again) : Instant.MAX)) {
                Contact asked = contact.lookAgain(now.plus(again));
                if (ledger.commit(Commit.contact(turn.campaign(), contact, asked)) instanceof Ledger.Result.Done) {
                    AttemptId attempt = new AttemptId(
                            id, Objects.requireNonNull(contact.claim()).attempt());
                    asks.add(new Command.Ask(attempt, turn.campaign().line(), now));
                }
            }
        }
        commands.send(asks);
        if (hangsUp || !asks.isEmpty()) {
            // The agenda may not show this for a moment.
            turn.lookAt(now.plus(again));
        }
        if (asks.size() == MOST_ASKED || (!hangsUp && found.size() == MOST_ASKED)) {
            turn.lookAt(now.plus(SOON));
        }
    }

    /** Whether its lease has ended, or ends later than it should. */
    private static boolean isAskedAfter(Contact contact, Instant now, Instant latest) {
        Instant due = contact.due();
        return contact.claim() != null && due != null && (!due.isAfter(now) || due.isAfter(latest));
    }

    private void carryOut(Turn turn, List<Instant> slots, Instant lineNext, long lineEpoch, Instant now) {
        Optional<Room> room = turn.room();
        if (room.isEmpty() || (room.get() instanceof Room.Drained && rests(turn, now))) {
            return;
        }
        Instant nextStart = turn.pacing().nextStart();
        int claimed = claims.apply(turn, slots, lineEpoch, now);
        if (turn.leftOver(claimed)) {
            turn.lookAt(later(lineNext, nextStart));
        }
        if (turn.sweepsOn()) {
            turn.lookAt(now.plus(SOON));
        }
        Waiting waiting = claimed > 0 ? null : waiting(turn, slots, now);
        if (waiting != null) {
            waiting.ends().ifPresent(turn::lookAt);
        }
        if (!Objects.equals(waiting, turn.pacing().waiting())) {
            ledger.waiting(turn.id(), waiting);
        }
    }

    private @Nullable Waiting waiting(Turn turn, List<Instant> slots, Instant now) {
        if (!turn.onlyDueLater()) {
            return turn.whyNot(slots);
        }
        Optional<Instant> retry = contacts.nextDue(turn.id(), Agenda.RETRY, now);
        Optional<Instant> opens = contacts.nextDue(turn.id(), Agenda.HELD, now);
        if (retry.isEmpty() && opens.isEmpty()) {
            // Somebody waits whom the agenda does not show yet.
            turn.lookAt(now.plus(SOON));
        }
        boolean held = opens.isPresent() && (retry.isEmpty() || opens.get().isBefore(retry.get()));
        return held
                ? new Waiting(Waiting.Reason.WINDOW, opens.get())
                : new Waiting(Waiting.Reason.RETRY_DUE, retry.orElse(null));
    }

    /** Nobody waits: with nobody under way either the campaign cools down until its next cycle, or is done. */
    private boolean rests(Turn turn, Instant now) {
        Campaign campaign = turn.campaign();
        if (turn.pacing().inFlight() > 0 || turn.pacing().loading() > 0) {
            return false;
        }
        boolean another = campaign.settings().cycles() != null
                && (turn.counters().returning() > 0
                        || campaign.filtered() > turn.pacing().recounted());
        CampaignAction dry = another ? CampaignAction.DRY : CampaignAction.DONE;
        // Refused, there is somebody after all, whose settling may have died before its wake-up: look again either way.
        turn.lookAt(now.plus(SOON));
        return LifeCycle.decide(campaign, dry, now) instanceof LifeCycle.Decision.Moved moved
                && ledger.runDry(lastOrNot(moved.to(), campaign, now));
    }

    /** A campaign that would cool down for nothing is done at once. */
    private static Campaign lastOrNot(Campaign next, Campaign now, Instant at) {
        boolean forNothing =
                next.status() == CampaignStatus.COOLDOWN && next.nextCycle().isEmpty();
        return forNothing && LifeCycle.decide(now, CampaignAction.DONE, at) instanceof LifeCycle.Decision.Moved done
                ? done.to()
                : next;
    }

    private void lookAtAgenda(Turn turn, Instant now) {
        if (turn.pacing().inFlight() > 0) {
            contacts.nextDue(turn.id(), Agenda.LEASE, now).ifPresent(turn::lookAt);
        }
        if (turn.campaign().works()
                && turn.counters().waiting() > turn.counters().fresh()) {
            contacts.nextDue(turn.id(), Agenda.RETRY, now).ifPresent(turn::lookAt);
            if (turn.campaign().settings().contactZones()) {
                contacts.nextDue(turn.id(), Agenda.HELD, now).ifPresent(turn::lookAt);
            }
        }
        turn.campaign().settings().end().filter(now::isBefore).ifPresent(turn::lookAt);
    }

    static Instant later(Instant one, @Nullable Instant other) {
        return other == null || one.isAfter(other) ? one : other;
    }
}
