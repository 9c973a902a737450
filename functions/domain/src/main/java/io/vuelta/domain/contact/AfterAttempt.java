package io.vuelta.domain.contact;

import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.Outcome;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.campaign.NoResponse;
import io.vuelta.domain.reason.TimelineCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The effect of an outcome on a contact.
 *
 * <table>
 *   <caption>The rules</caption>
 *   <tr><th>outcome</th><th>retries left</th><th>none left</th></tr>
 *   <tr><td>voicemail</td><td>retrying, due after the retry delay</td><td>voicemail</td></tr>
 *   <tr><td>busy, no answer, not reached now</td><td>retrying, due after the retry delay</td><td>failed</td></tr>
 *   <tr><td>technical failure</td><td>queue, due after a backoff (counts on failedRetries)</td><td>failed</td></tr>
 *   <tr><td>not placed</td><td colspan="2">as before, due when the request may be repeated</td></tr>
 *   <tr><td>answered</td><td colspan="2">answered</td></tr>
 *   <tr><td>message accepted</td><td colspan="2">sending, with no attempt under way; see {@code silence}</td></tr>
 *   <tr><td>delivered, read, accepted, rejected</td><td colspan="2">this status, if it is later than the present one</td></tr>
 *   <tr><td>refused, no event</td><td colspan="2">failed</td></tr>
 *   <tr><td>no request sent</td><td colspan="2">failed; counts as no call</td></tr>
 *   <tr><td>opted out</td><td colspan="2">rejected</td></tr>
 * </table>
 *
 * <p>A late outcome, of an attempt that is no longer under way, settles an accepted message, or is a further status of
 * the message. A retry that was planned because the message seemed lost is then cancelled and not counted. A refusal
 * for a contact whose status has changed since changes nothing, except an opt-out, which makes the contact rejected. An
 * outcome that contradicts an earlier one of the same attempt replaces it, see {@link #replaced}.
 *
 * <p>A contact that a person has put back into the queue stays in it, unless the earlier message was answered since.
 *
 * <p>For a contact that will be erased, there are no retries: after an attempt that was not placed, it gets its earlier
 * status, or is removed if it would wait.
 *
 * <p>A contact that was converted while the attempt was under way becomes converted, and one that opted out in it
 * becomes rejected. A follow-up call stays planned after every ending except conversion and rejection.
 *
 * @param retries the number of retries that the campaign allows in each cycle
 * @param technicalRetries the number of retries after technical failures in each cycle
 * @param retryDelay the wait before one of the campaign's retries
 * @param backoff the wait after a technical failure
 * @param silence time after the beginning of a message after which its contact is attempted again if the person has not
 *     answered; null: never
 */
public record AfterAttempt(
        int retries,
        int technicalRetries,
        Duration retryDelay,
        Duration backoff,
        @Nullable Duration silence) {
    /** Rules without a further message to a person who does not answer. */
    public AfterAttempt(int retries, int technicalRetries, Duration retryDelay, Duration backoff) {
        this(retries, technicalRetries, retryDelay, backoff, null);
    }

    private static final String ANSWERED = TimelineCode.ANSWERED.name();
    private static final String VOICEMAIL = TimelineCode.VOICEMAIL.name();
    private static final String TAKEN = TimelineCode.TAKEN_BY_PROVIDER.name();

    /** The system's limit of attempts after technical failures. */
    public static final int FAILED_RETRIES = 1;

    /**
     * The rules of a campaign's settings; in a campaign that is over, or was created for one test, no contact is tried
     * again.
     */
    public static AfterAttempt in(Campaign campaign, Duration backoff) {
        CampaignSettings settings = campaign.settings();
        boolean over = campaign.status().isOver() || campaign.id().isTest();
        NoResponse noResponse =
                settings.opening() instanceof MessageContent.Template template ? template.noResponse() : null;
        return new AfterAttempt(
                over ? 0 : settings.retrying().max(),
                over ? 0 : FAILED_RETRIES,
                settings.retrying().delay(),
                backoff,
                noResponse == null ? null : noResponse.after());
    }

    /**
     * The effect of an outcome that replaces an earlier outcome of the same attempt: a second refusal of a message, or
     * the failure of a call that was reported as answered. If nothing else has been decided about the contact since,
     * the effect of the earlier outcome is undone first, so that the order of the two does not matter.
     */
    public Contact replaced(Contact contact, Outcome earlier, Outcome outcome, Instant now) {
        boolean failed = outcome instanceof Outcome.Unreached
                || outcome instanceof Outcome.TechnicalFailure
                || outcome instanceof Outcome.Refused;
        return apply(failed ? without(contact, earlier) : contact, outcome, now);
    }

    /** The contact before this outcome of its latest attempt; the same contact if it has changed since. */
    private static Contact without(Contact contact, Outcome outcome) {
        if (contact.isUnderWay() || !contact.reason().equals(reason(outcome))) {
            return contact;
        }
        AttemptTally tally = contact.tally();
        Contact.Next sending =
                contact.next().status(ContactStatus.SENDING).due(null).lessBilled(billed(outcome));
        return switch (contact.status()) {
            case RETRYING -> sending.retries(tally.retries() - 1).done();
            case QUEUE -> sending.failedRetries(tally.failedRetries() - 1).done();
            case FAILED, VOICEMAIL, ANSWERED -> sending.done();
            case SENDING, DELIVERED, READ, ACCEPTED, REJECTED, CONVERTED, SKIPPED, SUPPRESSED, REMOVED -> contact;
        };
    }

    /** The reason of a contact after an outcome that another one may replace; null for other outcomes. */
    private static @Nullable String reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered _ -> ANSWERED;
            case Outcome.Voicemail _ -> VOICEMAIL;
            case Outcome.Unreached unreached -> unreached.reason();
            case Outcome.TechnicalFailure failure -> failure.reason();
            case Outcome.Refused refused -> refused.reason();
            case Outcome.NotPlaced _ -> null;
            case Outcome.Taken _ -> null;
            case Outcome.Reached _ -> null;
            case Outcome.NotAsked _ -> null;
            case Outcome.Lost _ -> null;
            case Outcome.OptedOut _ -> null;
        };
    }

    public Contact apply(Contact contact, Outcome outcome, Instant now) {
        return contact.isErasing()
                ? new AfterAttempt(0, 0, retryDelay, backoff).decided(contact, outcome, now)
                : decided(contact, outcome, now);
    }

    private Contact decided(Contact contact, Outcome outcome, Instant now) {
        boolean placed = !(outcome instanceof Outcome.NotPlaced) && !(outcome instanceof Outcome.NotAsked);
        Optional<Results.Ending> ending = contact.results().ending();
        if (ending.isPresent() && contact.isUnderWay() && placed) {
            return endedBy(ending.get(), contact, outcome, now);
        }
        if (!contact.isUnderWay() && contact.status() != ContactStatus.SENDING) {
            return late(contact, outcome, now);
        }
        return settled(contact, outcome, now);
    }

    /** The contact after an outcome of its attempt under way, or of its accepted message. */
    private Contact settled(Contact contact, Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.Answered answered -> ended(contact, ContactStatus.ANSWERED, answered.billed(), ANSWERED, now);
            case Outcome.Voicemail voicemail ->
                contact.tally().retries() < retries
                        ? retry(contact, voicemail.billed(), Duration.ZERO, VOICEMAIL, now)
                        : ended(contact, ContactStatus.VOICEMAIL, voicemail.billed(), VOICEMAIL, now);
            case Outcome.Unreached unreached ->
                contact.tally().retries() < retries
                        ? retry(contact, Duration.ZERO, unreached.atLeast(), unreached.reason(), now)
                        : ended(contact, ContactStatus.FAILED, Duration.ZERO, unreached.reason(), now);
            case Outcome.TechnicalFailure failure ->
                contact.tally().failedRetries() < technicalRetries
                        ? tryAgain(contact, failure.reason(), now)
                        : ended(contact, ContactStatus.FAILED, Duration.ZERO, failure.reason(), now);
            case Outcome.NotPlaced notPlaced -> asBefore(contact, notPlaced, now);
            case Outcome.Taken _ ->
                awaiting(
                        contact,
                        freed(contact, Duration.ZERO)
                                .status(ContactStatus.SENDING)
                                .due(contact.timing().followUp())
                                .because(now, TAKEN, contact.attempts(), null));
            case Outcome.Reached reached ->
                reached(contact, reached.status(), reached.status().name(), now);
            case Outcome.Refused refused -> ended(contact, ContactStatus.FAILED, Duration.ZERO, refused.reason(), now);
            case Outcome.NotAsked notAsked ->
                contact.results()
                        .ending()
                        .map(by -> contact.endedWithout(by, now))
                        .orElseGet(() -> ended(
                                contact.next().claim(null), contact, ContactStatus.FAILED, notAsked.reason(), now));
            case Outcome.Lost lost -> ended(contact, ContactStatus.FAILED, Duration.ZERO, lost.reason(), now);
            case Outcome.OptedOut optedOut ->
                ended(contact, ContactStatus.REJECTED, Duration.ZERO, optedOut.reason(), now);
        };
    }

    private Contact retry(Contact contact, Duration billed, Duration atLeast, String reason, Instant now) {
        Instant due = now.plus(retryDelay.compareTo(atLeast) > 0 ? retryDelay : atLeast);
        return freed(contact, billed)
                .status(ContactStatus.RETRYING)
                .retries(contact.tally().retries() + 1)
                .due(due)
                .since(due)
                .because(now, reason, contact.attempts(), due);
    }

    private Contact tryAgain(Contact contact, String reason, Instant now) {
        Instant due = now.plus(backoff);
        return freed(contact, Duration.ZERO)
                .status(ContactStatus.QUEUE)
                .failedRetries(contact.tally().failedRetries() + 1)
                .due(due)
                .since(due)
                .because(now, reason, contact.attempts(), due);
    }

    private static Contact ended(Contact contact, ContactStatus status, Duration billed, String reason, Instant now) {
        return ended(freed(contact, billed), contact, status, reason, now);
    }

    private static Contact ended(
            Contact.Next freed, Contact contact, ContactStatus status, String reason, Instant now) {
        boolean forGood = status == ContactStatus.CONVERTED || status == ContactStatus.REJECTED;
        Instant followUp = forGood ? null : contact.timing().followUp();
        return freed.status(status)
                .followUp(followUp)
                .due(followUp)
                .since(followUp == null ? contact.timing().since() : followUp)
                .because(now, reason, contact.attempts(), followUp);
    }

    /**
     * The result of a message that was accepted or has a further status: if the person does not answer in time, the
     * contact is tried again.
     */
    private Contact awaiting(Contact before, Contact after) {
        boolean open = after.timing().followUp() == null && after.status().compareTo(ContactStatus.READ) <= 0;
        if (!open || !(after.latest() instanceof Message message) || message.isAnswered()) {
            return after;
        }
        boolean news = before.isUnderWay() || !Contact.mayBeSilent(before.status());
        // A later report neither restarts the wait nor ends it.
        Instant due = before.awaitsAnswer() ? before.due() : null;
        if (silence != null && news && after.tally().retries() < retries) {
            due = message.createdAt().plus(silence);
        }
        return due == null ? after : after.next().due(due).since(due).done();
    }

    /** The effect on a contact that has another status than sending by now. */
    private Contact late(Contact contact, Outcome outcome, Instant now) {
        if (outcome instanceof Outcome.OptedOut optedOut) {
            return reached(contact, ContactStatus.REJECTED, optedOut.reason(), now);
        }
        if (!(outcome instanceof Outcome.Reached reached)) {
            return contact;
        }
        String reason = reached.status().name();
        // The person's own answer is the reason, even if the provider has reported an opt-out before it.
        boolean rejectedBefore = reached.status() == ContactStatus.REJECTED
                && contact.status() == ContactStatus.REJECTED
                && contact.results().ending().isEmpty()
                && !contact.reason().equals(reason);
        return rejectedBefore
                ? ended(contact, ContactStatus.REJECTED, Duration.ZERO, reason, now)
                : reached(contact, reached.status(), reason, now);
    }

    private Contact reached(Contact contact, ContactStatus status, String reason, Instant now) {
        // A contact that was put back into the queue is tried again, even if an earlier message is delivered or read
        // only now.
        boolean askedAgain = contact.isUntried() && status.compareTo(ContactStatus.READ) <= 0;
        if (askedAgain || !contact.status().mayReach(status)) {
            return freed(contact, Duration.ZERO).done();
        }
        Contact reached = ended(contact, status, Duration.ZERO, reason, now);
        Contact counted = switch (contact.status()) {
            case RETRYING ->
                reached.next()
                        .retries(Math.max(0, contact.tally().retries() - 1))
                        .done();
            case QUEUE ->
                reached.next()
                        .failedRetries(Math.max(0, contact.tally().failedRetries() - 1))
                        .done();
            default -> reached;
        };
        return awaiting(contact, counted);
    }

    private static Contact endedBy(Results.Ending ending, Contact contact, Outcome outcome, Instant now) {
        return ended(contact, ending.status(), billed(outcome), ending.reason(), now);
    }

    private static Contact asBefore(Contact contact, Outcome.NotPlaced notPlaced, Instant now) {
        Claim claim = contact.claim();
        Instant followUp = claim == null || contact.timing().followUp() != null
                ? contact.timing().followUp()
                : claim.followUp();
        Optional<Results.Ending> ending = contact.results().ending();
        if (ending.isPresent()) {
            return contact.endedWithout(ending.get(), now);
        }
        boolean silent = claim != null && claim.isAfterSilence();
        ContactStatus before = claim == null ? ContactStatus.QUEUE : claim.statusBefore();
        Contact.Next released = contact.next()
                .retries(
                        silent
                                ? Math.max(0, contact.tally().retries() - 1)
                                : contact.tally().retries())
                .claim(null);
        return contact.isErasing()
                ? released.status(before.waits() ? ContactStatus.REMOVED : before)
                        .due(null)
                        .followUp(null)
                        .because(now, notPlaced.reason(), contact.attempts(), null)
                : released.status(before)
                        .due(notPlaced.until())
                        .followUp(followUp)
                        .because(now, notPlaced.reason(), contact.attempts(), notPlaced.until());
    }

    /** Ends the attempt: it counts once, when its place becomes free. */
    private static Contact.Next freed(Contact contact, Duration billed) {
        Contact.Next next = contact.next().claim(null);
        return contact.isUnderWay() ? next.oneMoreCall(billed) : next;
    }

    private static Duration billed(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> answered.billed();
            case Outcome.Voicemail voicemail -> voicemail.billed();
            case Outcome.Unreached _ -> Duration.ZERO;
            case Outcome.TechnicalFailure _ -> Duration.ZERO;
            case Outcome.NotPlaced _ -> Duration.ZERO;
            case Outcome.Taken _ -> Duration.ZERO;
            case Outcome.Reached _ -> Duration.ZERO;
            case Outcome.Refused _ -> Duration.ZERO;
            case Outcome.NotAsked _ -> Duration.ZERO;
            case Outcome.Lost _ -> Duration.ZERO;
            case Outcome.OptedOut _ -> Duration.ZERO;
        };
    }
}
