package vuelta.domain.action;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import vuelta.domain.agent.Agents;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.Attempts;
import vuelta.domain.attempt.Conversation;
import vuelta.domain.attempt.ConversationReport;
import vuelta.domain.attempt.ConversationReport.Refusal;
import vuelta.domain.attempt.Transcripts;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.campaign.ContactStatus;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.Contacts;
import vuelta.domain.ledger.AttemptChange;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.StoreBusy;
import vuelta.domain.line.LineId;
import vuelta.domain.pace.Wakes;

/**
 * Takes in what a conversation has brought, whenever it comes: during the attempt, after it, in a later cycle, or after
 * the campaign's end.
 */
public final class RecordResult {
    private static final int TRIES = 10;

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Attempts attempts;
    private final Transcripts transcripts;
    private final Ledger ledger;
    private final Wakes wakes;
    private final CheckReport check;
    private final InstantSource clock;

    public RecordResult(
            Campaigns campaigns,
            Agents agents,
            Contacts contacts,
            Attempts attempts,
            Transcripts transcripts,
            Ledger ledger,
            Wakes wakes,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.attempts = attempts;
        this.transcripts = transcripts;
        this.ledger = ledger;
        this.wakes = wakes;
        this.check = new CheckReport(campaigns, agents);
        this.clock = clock;
    }

    /** What came of a report. */
    public sealed interface Recorded {
        /**
         * It is taken in.
         *
         * @param contact as it stands then
         */
        record Done(Contact contact) implements Recorded {}

        record NoSuchAttempt() implements Recorded {}

        /** It was signed with the secret of another line than the attempt's. */
        record AnotherLine() implements Recorded {}

        record Refused(Refusal refusal) implements Recorded {}
    }

    /**
     * What the runtime behind a line has told; of another line's attempt it has nothing to say. Safe to repeat. Throws
     * {@link StoreBusy}.
     */
    public Recorded apply(LineId line, AttemptId id, ConversationReport report) {
        boolean foreign = attempts.find(id)
                .filter(attempt -> !attempt.line().equals(line))
                .isPresent();
        return foreign ? new Recorded.AnotherLine() : apply(id, report);
    }

    /** Safe to repeat. Throws {@link StoreBusy}. */
    public Recorded apply(AttemptId id, ConversationReport report) {
        if (attempts.find(id).isEmpty()) {
            return new Recorded.NoSuchAttempt();
        }
        Optional<Refusal> refusal = check.refusal(id, report);
        if (refusal.isPresent()) {
            return new Recorded.Refused(refusal.get());
        }
        String text = report.transcript();
        String transcript = text == null ? null : transcripts.write(id, text);
        for (int i = 0; i < TRIES; i++) {
            Optional<Attempt> attempt = attempts.find(id);
            Optional<Campaign> campaign = campaigns.find(id.campaign());
            Optional<Contact> contact =
                    contacts.find(id.contact()).filter(found -> found.status() != ContactStatus.REMOVED);
            if (attempt.isEmpty() || campaign.isEmpty() || contact.isEmpty()) {
                return new Recorded.NoSuchAttempt();
            }
            Contact now = contact.get().in(campaign.get().cycle());
            Contact next = now.with(report.result(), !campaign.get().status().isOver(), clock.instant());
            Conversation more = attempt.get().conversation().with(report, transcript);
            if (write(
                    campaign.get(),
                    new AttemptChange(attempt.get(), attempt.get().saying(more)),
                    now,
                    next)) {
                wakes.wake(campaign.get().line());
                return new Recorded.Done(next);
            }
        }
        throw new StoreBusy("contact " + id.contact() + " keeps changing", new IllegalStateException("lost races"));
    }

    /** Both together, or what of it changes. False if the race was lost. */
    private boolean write(Campaign campaign, AttemptChange attempt, Contact before, Contact after) {
        boolean ofContact = !after.equals(before);
        boolean ofAttempt = !attempt.after().equals(attempt.before());
        if (!ofContact && !ofAttempt) {
            return true;
        }
        ContactChange contact = new ContactChange(before, after);
        Commit commit = new Commit(
                campaign,
                ofContact ? List.of(contact) : List.of(),
                ofAttempt ? List.of(attempt) : List.of(),
                null,
                null,
                null);
        return ledger.commit(commit) instanceof Ledger.Result.Done;
    }
}
