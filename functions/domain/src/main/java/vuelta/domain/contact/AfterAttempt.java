package vuelta.domain.contact;

import java.time.Duration;
import java.time.Instant;

/**
 * What an outcome makes of a contact.
 *
 * <table>
 *   <caption>The rules</caption>
 *   <tr><th>outcome</th><th>retries left</th><th>none left</th></tr>
 *   <tr><td>voicemail</td><td>retrying, due after the retry delay</td><td>voicemail</td></tr>
 *   <tr><td>busy, no answer</td><td>retrying, due after the retry delay</td><td>failed</td></tr>
 *   <tr><td>technical failure</td><td>queue, due after a backoff (counts on failedRetries)</td><td>failed</td></tr>
 *   <tr><td>not placed</td><td colspan="2">as it was before, due when the provider may be asked again</td></tr>
 *   <tr><td>answered</td><td colspan="2">answered</td></tr>
 * </table>
 *
 * @param retries allowed by the campaign, per cycle
 * @param retryDelay wait before such a retry
 * @param backoff wait after a technical failure
 */
public record AfterAttempt(int retries, Duration retryDelay, Duration backoff) {
    /** The system's limit of attempts after technical failures. */
    public static final int FAILED_RETRIES = 1;

    public Contact apply(Contact contact, Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.Answered answered ->
                finished(contact, ContactStatus.ANSWERED, answered.billed(), now, "ANSWERED");
            case Outcome.Voicemail voicemail ->
                contact.retries() < retries
                        ? retry(contact, voicemail.billed(), now, "VOICEMAIL")
                        : finished(contact, ContactStatus.VOICEMAIL, voicemail.billed(), now, "VOICEMAIL");
            case Outcome.Unreached unreached ->
                contact.retries() < retries
                        ? retry(contact, Duration.ZERO, now, unreached.reason())
                        : finished(contact, ContactStatus.FAILED, Duration.ZERO, now, unreached.reason());
            case Outcome.TechnicalFailure failure ->
                contact.failedRetries() < FAILED_RETRIES
                        ? tryAgain(contact, now, failure.reason())
                        : finished(contact, ContactStatus.FAILED, Duration.ZERO, now, failure.reason());
            case Outcome.NotPlaced notPlaced -> asBefore(contact, notPlaced, now);
        };
    }

    private Contact retry(Contact contact, Duration billed, Instant now, String reason) {
        return contact.with(
                ContactStatus.RETRYING,
                contact.attempts(),
                contact.calls() + 1,
                contact.retries() + 1,
                contact.failedRetries(),
                now.plus(retryDelay),
                null,
                contact.billed().plus(billed),
                now,
                reason);
    }

    private Contact tryAgain(Contact contact, Instant now, String reason) {
        return contact.with(
                ContactStatus.QUEUE,
                contact.attempts(),
                contact.calls() + 1,
                contact.retries(),
                contact.failedRetries() + 1,
                now.plus(backoff),
                null,
                contact.billed(),
                now,
                reason);
    }

    private static Contact finished(
            Contact contact, ContactStatus status, Duration billed, Instant now, String reason) {
        return contact.with(
                status,
                contact.attempts(),
                contact.calls() + 1,
                contact.retries(),
                contact.failedRetries(),
                null,
                null,
                contact.billed().plus(billed),
                now,
                reason);
    }

    private static Contact asBefore(Contact contact, Outcome.NotPlaced notPlaced, Instant now) {
        Claim claim = contact.claim();
        return contact.with(
                claim == null ? ContactStatus.QUEUE : claim.from(),
                contact.attempts(),
                contact.calls(),
                contact.retries(),
                contact.failedRetries(),
                notPlaced.until(),
                null,
                contact.billed(),
                now,
                notPlaced.reason());
    }
}
