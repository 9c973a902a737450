package vuelta.domain.contact;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vuelta.domain.phone.PhoneNumber;

/**
 * A contact as it stands.
 *
 * @param attempts numbers given so far, over the contact's whole life; the latest attempt has this number
 * @param calls attempts that were placed, or failed for a technical reason: not those refused before they were placed
 * @param retries attempts after voicemail, busy or no answer, in this cycle
 * @param failedRetries attempts after technical failures, in this cycle
 * @param due when the contact must be looked at again (a retry, the end of a lease); null for a contact that has not
 *     been tried in this cycle, which the sweep finds
 * @param claim while {@code SENDING}, else null
 * @param source upload, batch and row that brought the contact
 * @param billed total of the calls' billed durations
 * @param reason why the contact is in this status, as a code
 * @param version raised by every write; 0 before the first
 */
public record Contact(
        ContactId id,
        PhoneNumber number,
        ContactData data,
        ContactStatus status,
        int attempts,
        int calls,
        int retries,
        int failedRetries,
        @Nullable Instant due,
        @Nullable Claim claim,
        String source,
        Duration billed,
        Instant lastUpdate,
        String reason,
        long version) {
    public Contact {
        if ((status == ContactStatus.SENDING) != (claim != null)) {
            throw new IllegalArgumentException("a contact has a claim exactly while it is sending: " + id);
        }
    }

    /** A contact as it is loaded: waiting for its first attempt. */
    public static Contact loaded(ContactId id, PhoneNumber number, ContactData data, String source, Instant now) {
        return new Contact(
                id, number, data, ContactStatus.QUEUE, 0, 0, 0, 0, null, null, source, Duration.ZERO, now, "LOADED", 0);
    }

    /** Not tried in this cycle, and in nobody's hands: the sweep's to find. */
    public boolean isFresh() {
        return status == ContactStatus.QUEUE && due == null;
    }

    /** Whether attempt {@code number} is the one under way. */
    public boolean isSending(int number) {
        return claim != null && claim.attempt() == number;
    }

    /** Claimed for its next attempt. */
    public Contact claimed(Instant notBefore, LocalDate day, Instant leaseEnds, Instant now) {
        if (!status.waits()) {
            throw new IllegalStateException("only a waiting contact can be claimed: " + id + " is " + status.wire());
        }
        Claim next = new Claim(attempts + 1, notBefore, day, status, false);
        return with(
                ContactStatus.SENDING,
                attempts + 1,
                calls,
                retries,
                failedRetries,
                leaseEnds,
                next,
                billed,
                now,
                "CLAIMED");
    }

    /** Its attempt's record is written: from here on the attempt may have been placed. */
    public Contact begun(Instant leaseEnds, Instant now) {
        Claim held = held();
        return with(status, attempts, calls, retries, failedRetries, leaseEnds, held.asBegun(), billed, now, "BEGUN");
    }

    /** The claim is given back: no attempt began, and its number is free again. */
    public Contact givenBack(Instant due, String reason, Instant now) {
        Claim held = held();
        if (held.begun()) {
            throw new IllegalStateException("attempt " + held.attempt() + " of " + id + " has begun");
        }
        return with(held.from(), attempts - 1, calls, retries, failedRetries, due, null, billed, now, reason);
    }

    /** To be looked at again at {@code due}; nothing else changes. */
    public Contact lookAgain(Instant due) {
        return with(status, attempts, calls, retries, failedRetries, due, claim, billed, lastUpdate, reason);
    }

    private Claim held() {
        if (claim == null) {
            throw new IllegalStateException(id + " is not claimed");
        }
        return claim;
    }

    Contact with(
            ContactStatus status,
            int attempts,
            int calls,
            int retries,
            int failedRetries,
            @Nullable Instant due,
            @Nullable Claim claim,
            Duration billed,
            Instant lastUpdate,
            String reason) {
        return new Contact(
                id,
                number,
                data,
                status,
                attempts,
                calls,
                retries,
                failedRetries,
                due,
                claim,
                source,
                billed,
                lastUpdate,
                reason,
                version);
    }
}
