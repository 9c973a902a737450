package vuelta.domain.settle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptEvent;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.AttemptRules;
import vuelta.domain.attempt.Attempts;
import vuelta.domain.attempt.Call;
import vuelta.domain.attempt.CallStatus;
import vuelta.domain.attempt.Message;
import vuelta.domain.attempt.MessageEvent;
import vuelta.domain.attempt.MessageEvent.Fault;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.campaign.Stop;
import vuelta.domain.campaign.StopCampaign;
import vuelta.domain.contact.AfterAttempt;
import vuelta.domain.contact.Claim;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.Contacts;
import vuelta.domain.contact.Outcome;
import vuelta.domain.ledger.AttemptChange;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.StoreBusy;
import vuelta.domain.line.Channel;
import vuelta.domain.line.LineId;
import vuelta.domain.pace.Wakes;
import vuelta.domain.suppression.DoNotContact;
import vuelta.domain.suppression.Suppression;

/**
 * Carries an event into its attempt and, once the attempt has come to something, into the contact, the counters and the
 * number in flight: all in one transaction, so that nobody is counted twice or forgotten.
 */
public final class Settle {
    /** A race lost to another event of the same call is simply run again, this often. */
    private static final int TRIES = 10;

    /** A call that is over waits this long for the word on who answered; then its provider is asked. */
    static final Duration DETECTION_GRACE = Duration.ofSeconds(10);

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Attempts attempts;
    private final Ledger ledger;
    private final DoNotContact doNotContact;
    private final StopCampaign stopCampaign;
    private final Wakes wakes;
    private final InstantSource clock;
    private final Duration backoff;

    public Settle(
            Campaigns campaigns,
            Contacts contacts,
            Attempts attempts,
            Ledger ledger,
            DoNotContact doNotContact,
            Wakes wakes,
            InstantSource clock,
            Duration backoff) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.attempts = attempts;
        this.ledger = ledger;
        this.doNotContact = doNotContact;
        this.stopCampaign = new StopCampaign(campaigns);
        this.wakes = wakes;
        this.clock = clock;
        this.backoff = backoff;
    }

    /** What came of an event. */
    public enum Result {
        /** The contact has moved on. */
        SETTLED,
        /** The attempt's record has changed. */
        NOTED,
        /** Nothing new. */
        IGNORED,
        /** There is no such attempt. */
        UNKNOWN_ATTEMPT,
        /** It was signed with the secret of another line than the attempt's: whoever sent it has nothing to say of it. */
        ANOTHER_LINE
    }

    /** What a provider has told by itself. Safe to repeat. Throws {@link StoreBusy} if it could not be written for now. */
    public Result apply(Outcomes.Outcome told) {
        return apply(told.line(), told.attempt(), told.event());
    }

    /** What was found out by asking. Safe to repeat. Throws {@link StoreBusy} if it could not be written for now. */
    public Result apply(AttemptId id, AttemptEvent event) {
        return apply(null, id, event);
    }

    private Result apply(@Nullable LineId line, AttemptId id, AttemptEvent event) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Attempt> attempt = attempts.find(id);
            if (attempt.isEmpty()) {
                return Result.UNKNOWN_ATTEMPT;
            }
            if (line != null && !line.equals(attempt.get().line())) {
                return Result.ANOTHER_LINE;
            }
            suppress(attempt.get(), event);
            if (!(AttemptRules.apply(attempt.get(), event) instanceof AttemptRules.Step.MoveTo move)) {
                // Whoever wrote what this event brings may have died before waking the line.
                if (attempt.get().settled() || isOverButForTheAnswerer(attempt.get())) {
                    wakes.wake(attempt.get().line());
                }
                return Result.IGNORED;
            }
            heed(attempt.get(), event);
            Optional<Result> result = write(attempt.get(), move.next());
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new StoreBusy(
                "attempt " + id + " was written by others " + TRIES + " times running; deliver the event again",
                new IllegalStateException("lost every race"));
    }

    /** Empty if the race was lost. */
    private Optional<Result> write(Attempt before, Attempt next) {
        Campaign campaign = campaigns.find(before.id().campaign()).orElseThrow();
        Optional<Outcome> outcome = next.outcome()
                .filter(now -> !before.settled() || !next.outcome().equals(before.outcome()));
        boolean untold = !before.settled() && isOverButForTheAnswerer(next);
        Optional<Contact> concerned = outcome.isPresent() || untold ? concerned(before) : Optional.empty();
        if (concerned.isEmpty()) {
            Attempt noted = outcome.isPresent() ? next.asSettled() : next;
            return done(ledger.commit(Commit.attempt(campaign, before, noted)), Result.NOTED);
        }
        Contact contact = concerned.get();
        Instant now = clock.instant();
        if (outcome.isEmpty()) {
            Contact waits = contact.lookAgain(now.plus(DETECTION_GRACE));
            Commit commit = Commit.settle(
                    campaign, new AttemptChange(before, next), new ContactChange(contact, waits), Optional.empty());
            return wake(before.line(), done(ledger.commit(commit), Result.NOTED));
        }
        AfterAttempt rules = AfterAttempt.in(campaign, backoff);
        Commit commit = Commit.settle(
                campaign,
                new AttemptChange(before, next.asSettled()),
                new ContactChange(contact, rules.apply(contact, outcome.get(), now)),
                uncounted(outcome.get(), contact));
        return wake(before.line(), done(ledger.commit(commit), Result.SETTLED));
    }

    /** The contact, if the attempt is the one under way; or, of a message, the latest: it is told how that goes on. */
    private Optional<Contact> concerned(Attempt attempt) {
        int number = attempt.id().number();
        return contacts.find(attempt.id().contact())
                .filter(contact ->
                        contact.isSending(number) || (attempt instanceof Message && contact.isAfter(number)));
    }

    private static boolean isOverButForTheAnswerer(Attempt attempt) {
        return attempt instanceof Call call
                && call.status() == CallStatus.ENDED
                && call.outcome().isEmpty();
    }

    /** Whoever wants no more messages is remembered first: whatever is lost after that, no campaign writes to them. */
    private void suppress(Attempt attempt, AttemptEvent event) {
        if (event instanceof MessageEvent.Stopped stopped) {
            suppress(attempt, stopped.word(), "reply", event.at());
        } else if (event instanceof MessageEvent.Refused refused && refused.fault() instanceof Fault.OptedOut) {
            suppress(attempt, refused.reason(), "provider", event.at());
        }
    }

    /**
     * What a provider says later of more than this message is heeded as such an answer is, before the message is written:
     * told again, it says nothing new. What happened before the campaign was last set going has been put right.
     */
    private void heed(Attempt attempt, AttemptEvent event) {
        boolean ofMore = event instanceof MessageEvent.Refused refused
                && (refused.fault() instanceof Fault.Account || refused.fault() instanceof Fault.Template);
        AttemptId id = attempt.id();
        if (!ofMore || !isOfThisRun(id.campaign(), event.at())) {
            return;
        }
        Stop why = new Stop(event.what(), clock.instant(), List.of(id.toString()));
        if (((MessageEvent.Refused) event).fault() instanceof Fault.Account) {
            stopCampaign.stop(id.campaign(), why);
        } else if (attempt instanceof Message message) {
            stopCampaign.templateOut(id.campaign(), message.template(), why);
        }
    }

    /** Providers tell the time in whole seconds. */
    private boolean isOfThisRun(CampaignId id, Instant at) {
        return campaigns
                .find(id)
                .map(Campaign::workingSince)
                .filter(since -> !at.isBefore(since.truncatedTo(ChronoUnit.SECONDS)))
                .isPresent();
    }

    private void suppress(Attempt attempt, String reason, String source, Instant at) {
        doNotContact.put(new Suppression(attempt.to(), Channel.WHATSAPP, reason, source, at, null));
    }

    /** An attempt that was surely not placed is not counted on its day. */
    private static Optional<LocalDate> uncounted(Outcome outcome, Contact contact) {
        return outcome instanceof Outcome.NotPlaced
                ? Optional.ofNullable(contact.claim()).map(Claim::day)
                : Optional.empty();
    }

    private static Optional<Result> done(Ledger.Result committed, Result result) {
        return committed instanceof Ledger.Result.Done ? Optional.of(result) : Optional.empty();
    }

    private Optional<Result> wake(LineId line, Optional<Result> result) {
        if (result.isPresent()) {
            wakes.wake(line);
        }
        return result;
    }
}
