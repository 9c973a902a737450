package vuelta.domain.settle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.AttemptRules;
import vuelta.domain.attempt.Attempts;
import vuelta.domain.attempt.CallEvent;
import vuelta.domain.attempt.CallStatus;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.Campaigns;
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
import vuelta.domain.line.LineId;
import vuelta.domain.pace.Wakes;

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
    private final Wakes wakes;
    private final InstantSource clock;
    private final Duration backoff;

    public Settle(
            Campaigns campaigns,
            Contacts contacts,
            Attempts attempts,
            Ledger ledger,
            Wakes wakes,
            InstantSource clock,
            Duration backoff) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.attempts = attempts;
        this.ledger = ledger;
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
        UNKNOWN_ATTEMPT
    }

    /** Safe to repeat. Throws {@link StoreBusy} if it could not be written for now. */
    public Result apply(AttemptId id, CallEvent event) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Attempt> attempt = attempts.find(id);
            if (attempt.isEmpty()) {
                return Result.UNKNOWN_ATTEMPT;
            }
            if (!(AttemptRules.apply(attempt.get(), event) instanceof AttemptRules.Step.MoveTo move)) {
                return Result.IGNORED;
            }
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
        Optional<Outcome> outcome = before.settled() ? Optional.empty() : next.outcome();
        boolean untold = !before.settled() && next.status() == CallStatus.ENDED && outcome.isEmpty();
        Optional<Contact> sending = outcome.isPresent() || untold
                ? contacts.find(before.id().contact())
                        .filter(contact -> contact.isSending(before.id().number()))
                : Optional.empty();
        Instant now = clock.instant();
        if (sending.isEmpty()) {
            Attempt noted = outcome.isPresent() ? next.asSettled() : next;
            return done(ledger.commit(Commit.attempt(before, noted)), Result.NOTED);
        }
        Contact contact = sending.get();
        if (outcome.isEmpty()) {
            Contact waits = contact.lookAgain(now.plus(DETECTION_GRACE));
            Commit commit =
                    Commit.settle(new AttemptChange(before, next), new ContactChange(contact, waits), Optional.empty());
            return wake(before.line(), done(ledger.commit(commit), Result.NOTED));
        }
        Campaign campaign = campaigns.find(before.id().campaign()).orElseThrow();
        AfterAttempt rules = new AfterAttempt(
                campaign.settings().retries(), campaign.settings().retryDelay(), backoff);
        Commit commit = Commit.settle(
                new AttemptChange(before, next.asSettled()),
                new ContactChange(contact, rules.apply(contact, outcome.get(), now)),
                uncounted(outcome.get(), contact));
        return wake(before.line(), done(ledger.commit(commit), Result.SETTLED));
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
