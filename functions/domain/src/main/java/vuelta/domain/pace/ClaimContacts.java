package vuelta.domain.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignSettings;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.Sweep;
import vuelta.domain.ledger.Claiming;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.Marks;
import vuelta.domain.ledger.Pacing;

/** Claims as many of those found as there are slots, and sends the commands to begin. */
final class ClaimContacts {
    /** A command that has not become an attempt this long after its instant is lost: the claim is given back. */
    static final Duration CLAIM_LEASE = Duration.ofSeconds(30);

    /** After this a tick that lost a race looks again. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Ledger ledger;
    private final Commands commands;

    ClaimContacts(Ledger ledger, Commands commands) {
        this.ledger = ledger;
        this.commands = commands;
    }

    /** Returns how many were claimed. */
    int apply(Turn turn, List<Instant> slots, long lineEpoch, Instant now) {
        Candidates.Found found = turn.found();
        int claimed = 0;
        int wanted = Math.min(slots.size(), found.candidates().size());
        boolean all = wanted == found.candidates().size();
        while (claimed < wanted) {
            int end = Math.min(wanted, claimed + Commit.MOST_CLAIMED);
            List<Candidates.Candidate> chosen = found.candidates().subList(claimed, end);
            Sweep sweep = all && end == wanted
                    ? found.sweep()
                    : sweepAfter(chosen, turn.pacing().sweep());
            if (!claimTogether(turn, chosen, slots.subList(claimed, end), sweep, lineEpoch, now)) {
                turn.lookAt(now.plus(SOON));
                return claimed;
            }
            claimed = end;
            turn.pacing(ledger.pacing(turn.id()));
        }
        Pacing pacing = turn.pacing();
        if (wanted == 0
                && all
                && turn.room().orElse(null) instanceof Room.Open
                && !found.sweep().equals(pacing.sweep())) {
            ledger.mark(turn.id(), pacing, Marks.of(pacing).at(found.sweep()));
        }
        return claimed;
    }

    private boolean claimTogether(
            Turn turn,
            List<Candidates.Candidate> chosen,
            List<Instant> slots,
            Sweep sweep,
            long lineEpoch,
            Instant now) {
        Campaign campaign = turn.campaign();
        CampaignSettings settings = campaign.settings();
        List<ContactChange> changes = new ArrayList<>();
        List<Command> begins = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Contact contact = chosen.get(i).contact();
            Instant slot = slots.get(i);
            Contact claimed = contact.claimed(slot, settings.dayOf(slot), slot.plus(CLAIM_LEASE), now);
            changes.add(new ContactChange(contact, claimed));
            AttemptId attempt = new AttemptId(contact.id(), claimed.attempts());
            begins.add(new Command.Begin(attempt, campaign.line(), campaign.epoch(), lineEpoch, slot));
        }
        Claiming claiming = new Claiming(
                turn.pacing(),
                settings.concurrency(),
                settings.dayOf(slots.getFirst()),
                settings.dailyLimit(),
                sweep,
                slots.getLast().plus(settings.throttle()));
        if (ledger.commit(Commit.claim(campaign, changes, claiming)) instanceof Ledger.Result.Lost) {
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
}
