package vuelta.domain.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignAction;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.CampaignSettings;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.campaign.LifeCycle;
import vuelta.domain.campaign.Waiting;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactId;
import vuelta.domain.contact.ContactStatus;
import vuelta.domain.contact.Contacts;
import vuelta.domain.contact.Contacts.Agenda;
import vuelta.domain.contact.Sweep;
import vuelta.domain.ledger.Claiming;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Counters;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.Pacing;
import vuelta.domain.line.Line;
import vuelta.domain.line.LineId;
import vuelta.domain.line.LinePace;
import vuelta.domain.line.Lines;

/**
 * One tick of a line's pacer: asks after attempts whose lease has ended, decides for each campaign how many may begin
 * and when exactly, claims them, sends the commands, says why the others wait, finishes what is done, and sets the alarm
 * to the earliest instant at which anything can change.
 *
 * <p>There is one pacer a line. Should two ever overlap, the claims' conditions keep them apart.
 */
public final class PaceLine {
    /** Attempts are planned this far ahead; a pause takes them back. */
    static final Duration HORIZON = Duration.ofSeconds(15);

    /** A command that has not become an attempt this long after its instant is lost: the claim is given back. */
    static final Duration CLAIM_LEASE = Duration.ofSeconds(30);

    /** Attempts asked after in one tick, and campaign, at most. */
    private static final int MOST_ASKED = 100;

    /** After this a tick that could not do all looks again. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Lines lines;
    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Ledger ledger;
    private final Commands commands;
    private final Candidates candidates;
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
            InstantSource clock,
            Duration askAgain) {
        this.lines = lines;
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.ledger = ledger;
        this.commands = commands;
        this.candidates = new Candidates(contacts);
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
        LinePlan plan =
                LinePlan.of(turns.stream().map(Turn::share).toList(), line.get().spacing(), first);
        if (plan.isEmpty() || lines.reserve(pace, plan.next())) {
            for (int i = 0; i < turns.size(); i++) {
                carryOut(turns.get(i), plan.slots().get(i), plan.next(), now);
            }
        }
        turns.stream()
                .flatMap(Turn::looks)
                .min(Instant::compareTo)
                .map(at -> later(now.plusSeconds(1), at))
                .ifPresent(at -> alarm.set(pace, at, now));
    }

    /** Reads where a campaign stands, and asks after its overdue attempts. */
    private Optional<Turn> turn(CampaignId id, LinePace pace, Instant now) {
        Campaign campaign = campaigns.find(id).orElseThrow(() -> new IllegalStateException("no campaign " + id));
        Counters counters = ledger.counters(id);
        Turn turn = new Turn(campaign, counters);
        if (counters.in(ContactStatus.SENDING) > 0) {
            askAfterOverdue(turn, now);
        }
        if (!campaign.works()) {
            if (counters.in(ContactStatus.SENDING) == 0 && campaigns.retire(campaign)) {
                return Optional.empty();
            }
            lookAtAgenda(turn, now);
            return Optional.of(turn);
        }
        turn.pacing = ledger.pacing(id);
        turn.room = Room.of(campaign, turn.pacing, counters, pace, now, now.plus(HORIZON));
        if (turn.room instanceof Room.Open open) {
            turn.found = candidates.find(id, turn.pacing, counters, Math.min(open.most(), LinePlan.MOST_SLOTS), now);
        }
        return Optional.of(turn);
    }

    private void askAfterOverdue(Turn turn, Instant now) {
        CampaignId campaign = turn.campaign.id();
        List<ContactId> overdue = contacts.due(campaign, Agenda.LEASE, now, MOST_ASKED);
        List<Command> asks = new ArrayList<>();
        for (ContactId id : overdue) {
            Contact contact = contacts.find(id).orElseThrow();
            if (contact.claim() != null
                    && contact.due() != null
                    && !contact.due().isAfter(now)) {
                Contact asked = contact.lookAgain(now.plus(askAgain));
                if (ledger.commit(Commit.contact(contact, asked)) instanceof Ledger.Result.Done) {
                    AttemptId attempt = new AttemptId(id, contact.claim().attempt());
                    asks.add(new Command.Ask(attempt, turn.campaign.line(), now));
                    // The agenda may not show this for a moment.
                    turn.lookAt(now.plus(askAgain));
                }
            }
        }
        commands.send(asks);
        if (overdue.size() == MOST_ASKED) {
            turn.lookAt(now.plus(SOON));
        }
    }

    private void carryOut(Turn turn, List<Instant> slots, Instant lineNext, Instant now) {
        Pacing pacing = turn.pacing;
        if (pacing == null) {
            return;
        }
        int claimed = claim(turn, slots, now);
        Waiting waiting = claimed > 0 ? null : turn.whyNot(slots);
        if (turn.room instanceof Room.Drained && finish(turn, pacing)) {
            return;
        }
        if (turn.leftOver(claimed)) {
            turn.lookAt(later(lineNext, pacing.nextStart()));
        }
        if (turn.sweepsOn()) {
            turn.lookAt(now.plus(SOON));
        }
        lookAtAgenda(turn, now);
        if (waiting != null && waiting.reason() == Waiting.Reason.RETRY_DUE) {
            waiting = new Waiting(
                    Waiting.Reason.RETRY_DUE,
                    contacts.nextDue(turn.campaign.id(), Agenda.RETRY, now).orElse(null));
            if (waiting.until() == null) {
                // Somebody waits whom the agenda does not show yet.
                turn.lookAt(now.plus(SOON));
            }
        }
        if (waiting != null) {
            waiting.ends().ifPresent(turn::lookAt);
        }
        if (!Objects.equals(waiting, pacing.waiting())) {
            ledger.waiting(turn.campaign.id(), waiting);
        }
    }

    /** Claims as many of those found as there are slots; returns how many. */
    private int claim(Turn turn, List<Instant> slots, Instant now) {
        Candidates.Found found = turn.found;
        Pacing pacing = turn.pacing;
        if (found == null || pacing == null) {
            return 0;
        }
        int claimed = 0;
        int wanted = Math.min(slots.size(), found.candidates().size());
        boolean all = wanted == found.candidates().size();
        while (claimed < wanted) {
            int end = Math.min(wanted, claimed + Commit.MOST_CLAIMED);
            List<Candidates.Candidate> chosen = found.candidates().subList(claimed, end);
            Sweep sweep = all && end == wanted ? found.sweep() : sweepAfter(chosen, pacing.sweep());
            if (!claimTogether(turn, pacing, chosen, slots.subList(claimed, end), sweep, now)) {
                turn.lookAt(now.plus(SOON));
                return claimed;
            }
            claimed = end;
            pacing = ledger.pacing(turn.campaign.id());
        }
        if (wanted == 0 && all && !found.sweep().equals(pacing.sweep())) {
            ledger.moveSweep(turn.campaign.id(), pacing, found.sweep());
        }
        return claimed;
    }

    private boolean claimTogether(
            Turn turn,
            Pacing pacing,
            List<Candidates.Candidate> chosen,
            List<Instant> slots,
            Sweep sweep,
            Instant now) {
        CampaignSettings settings = turn.campaign.settings();
        List<ContactChange> changes = new ArrayList<>();
        List<Command> begins = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Contact contact = chosen.get(i).contact();
            Instant slot = slots.get(i);
            Contact claimed = contact.claimed(slot, settings.dayOf(slot), slot.plus(CLAIM_LEASE), now);
            changes.add(new ContactChange(contact, claimed));
            AttemptId attempt = new AttemptId(contact.id(), claimed.attempts());
            begins.add(new Command.Begin(attempt, turn.campaign.line(), turn.campaign.epoch(), slot));
        }
        Claiming claiming = new Claiming(
                pacing,
                settings.concurrency(),
                settings.dayOf(slots.getFirst()),
                settings.dailyLimit(),
                sweep,
                slots.getLast().plus(settings.throttle()));
        if (ledger.commit(Commit.claim(turn.campaign.id(), changes, claiming)) instanceof Ledger.Result.Lost) {
            return false;
        }
        turn.lookAt(slots.getFirst().plus(CLAIM_LEASE));
        commands.send(begins);
        return true;
    }

    private static Sweep sweepAfter(List<Candidates.Candidate> chosen, Sweep before) {
        Sweep sweep = before;
        for (Candidates.Candidate candidate : chosen) {
            sweep = candidate.sweep().orElse(sweep);
        }
        return sweep;
    }

    private boolean finish(Turn turn, Pacing pacing) {
        boolean quiet = pacing.inFlight() == 0 && pacing.loading() == 0;
        return quiet
                && LifeCycle.decide(turn.campaign, CampaignAction.DONE) instanceof LifeCycle.Decision.Moved moved
                && ledger.finish(moved.to());
    }

    private void lookAtAgenda(Turn turn, Instant now) {
        CampaignId campaign = turn.campaign.id();
        if (turn.counters.in(ContactStatus.SENDING) > 0) {
            contacts.nextDue(campaign, Agenda.LEASE, now).ifPresent(turn::lookAt);
        }
        if (turn.campaign.works() && turn.counters.waiting() > turn.counters.fresh()) {
            contacts.nextDue(campaign, Agenda.RETRY, now).ifPresent(turn::lookAt);
        }
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other == null || one.isAfter(other) ? one : other;
    }

    /** One campaign's part of a tick. */
    private static final class Turn {
        private static final LinePlan.Share NOTHING = new LinePlan.Share(0, 0, Instant.MAX, Instant.MIN, Duration.ZERO);

        private final Campaign campaign;
        private final Counters counters;
        private final List<Instant> looks = new ArrayList<>();
        private @Nullable Pacing pacing;
        private @Nullable Room room;
        private Candidates.@Nullable Found found;

        Turn(Campaign campaign, Counters counters) {
            this.campaign = campaign;
            this.counters = counters;
        }

        LinePlan.Share share() {
            return room instanceof Room.Open open && found != null && pacing != null
                    ? new LinePlan.Share(
                            found.candidates().size(),
                            pacing.inFlight(),
                            open.from(),
                            open.until(),
                            campaign.settings().throttle())
                    : NOTHING;
        }

        void lookAt(Instant at) {
            looks.add(at);
        }

        Stream<Instant> looks() {
            return looks.stream();
        }

        /** Somebody could have been claimed, had there been a slot. */
        boolean leftOver(int claimed) {
            return found != null && claimed < found.candidates().size();
        }

        /** Nobody was found, though somebody is there: the sweep has not come to them yet. */
        boolean sweepsOn() {
            return found != null && found.candidates().isEmpty() && counters.fresh() > 0;
        }

        @Nullable
        Waiting whyNot(List<Instant> slots) {
            if (room instanceof Room.Closed closed) {
                return closed.waiting();
            }
            if (room instanceof Room.Drained || found == null) {
                return null;
            }
            if (found.candidates().isEmpty()) {
                return sweepsOn() ? null : new Waiting(Waiting.Reason.RETRY_DUE, null);
            }
            return slots.isEmpty() ? new Waiting(Waiting.Reason.LINE_RATE, null) : null;
        }
    }
}
