package io.vuelta.domain.action;

import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.attempt.ConversationReport.Refusal;
import io.vuelta.domain.attempt.Conversations;
import io.vuelta.domain.attempt.OptOut;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.attempt.Transcripts;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Contacts.Written;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.settle.CheckReport;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.suppression.ApplyConsent;
import io.vuelta.domain.suppression.Consent;
import io.vuelta.domain.suppression.DoNotContact;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records the result of a conversation, whenever it is reported: during the attempt, after it, in a later cycle, or
 * after the campaign's end.
 */
public final class RecordResult {
    private static final int TRIES = 10;

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Attempts attempts;
    private final Conversations conversations;
    private final Transcripts transcripts;
    private final ApplyConsent consents;
    private final CheckReport check;
    private final InstantSource clock;

    public RecordResult(
            Campaigns campaigns,
            Agents agents,
            Contacts contacts,
            Attempts attempts,
            Conversations conversations,
            Transcripts transcripts,
            DoNotContact doNotContact,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.attempts = attempts;
        this.conversations = conversations;
        this.transcripts = transcripts;
        this.consents = new ApplyConsent(doNotContact);
        this.check = new CheckReport(campaigns, agents);
        this.clock = clock;
    }

    /** The result of a report. */
    public sealed interface Recorded {
        /**
         * The report is recorded.
         *
         * @param contact the contact after the report
         */
        record Done(Contact contact) implements Recorded {}

        record NoSuchAttempt() implements Recorded {}

        /** The report was signed with the secret of a line that is not the attempt's. */
        record AnotherLine() implements Recorded {}

        record Refused(Refusal refusal) implements Recorded {}
    }

    /**
     * Records a report of the runtime behind a line; a report about another line's attempt is refused. Safe to repeat.
     * Throws {@link StoreBusy}.
     */
    public Recorded apply(LineId line, AttemptId id, ConversationReport report) {
        boolean foreign = attempts.find(id)
                .filter(attempt -> !attempt.line().equals(line))
                .isPresent();
        return foreign ? new Recorded.AnotherLine() : apply(id, report);
    }

    /**
     * Safe to repeat. The opt-out of a report that is refused is recorded, because nobody may contact this person
     * again, whatever else the report has. Throws {@link StoreBusy}.
     */
    public Recorded apply(AttemptId id, ConversationReport report) {
        Optional<Attempt> attempt =
                attempts.find(id).filter(found -> !found.to().isErased());
        if (attempt.isEmpty()) {
            return new Recorded.NoSuchAttempt();
        }
        Optional<Refusal> refusal = check.refusal(id, report);
        if (refusal.isPresent()) {
            boolean counts = report.optOutOnly()
                    .filter(only -> check.refusal(id, only).isEmpty())
                    .filter(only -> record(attempt.get(), only) instanceof Recorded.Done)
                    .isPresent();
            return new Recorded.Refused(counts ? refusal.get().withOptOut() : refusal.get());
        }
        return record(attempt.get(), report);
    }

    private Recorded record(Attempt attempt, ConversationReport report) {
        AttemptId id = attempt.id();
        String text = report.transcript();
        String transcript = text == null ? null : transcripts.write(id, text);
        keep(attempt, report, transcript);
        for (int i = 0; i < TRIES; i++) {
            Optional<Contact> stored = contacts.find(id.contact()).filter(found -> !found.isRemoved());
            // Read after the contact: its filters are not older than those by which the contact was decided.
            Optional<Campaign> campaign = campaigns.find(id.campaign());
            if (campaign.isEmpty() || stored.isEmpty()) {
                return new Recorded.NoSuchAttempt();
            }
            Contact contact = stored.get().in(campaign.get().cycle());
            Result result = report.result().on(campaign.get().settings().channel());
            Contact next = contact.with(result, mayTryAgain(campaign.get()), clock.instant());
            if (next.equals(contact)
                    || contacts.write(stored.get(), next.countedIn(campaign.get(), contact)) instanceof Written.Done) {
                return new Recorded.Done(next);
            }
        }
        throw StoreBusy.conflict("contact " + id.contact());
    }

    /**
     * Whether the contact may be tried again. A finished campaign is started again for a person who requests another
     * call.
     */
    private boolean mayTryAgain(Campaign campaign) {
        return campaign.status() != CampaignStatus.CANCELLED
                && !campaign.archived()
                && !campaign.settings().isOver(clock.instant());
    }

    /**
     * Written before the contact shows the result: if a later write is lost, the texts are stored. An opt-out is
     * written to the do-not-contact list before the conversation records it. If the report is repeated after that, it
     * adds no entry, because a person may have removed the entry since.
     */
    private void keep(Attempt attempt, ConversationReport report, @Nullable String transcript) {
        AttemptId id = attempt.id();
        OptOut optOut = report.result().optOut();
        for (int i = 0; i < TRIES; i++) {
            Conversation before = conversations.find(id).orElse(Conversation.NONE);
            Conversation next = before.with(report, transcript, clock.instant());
            if (optOut != null && !Objects.equals(next.optOut(), before.optOut())) {
                consents.apply(new Consent.Spoken(attempt.to(), optOut.channel(), optOut.reason(), clock.instant()));
            }
            if (next.equals(before) || conversations.write(id, next)) {
                return;
            }
        }
        throw StoreBusy.conflict("the report of attempt " + id);
    }
}
