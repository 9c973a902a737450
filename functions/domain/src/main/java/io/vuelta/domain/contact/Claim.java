package io.vuelta.domain.contact;

import io.vuelta.domain.campaign.ContactStatus;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The claim of a contact whose attempt is about to begin, or is under way. The batch that counts it is in {@link
 * Contact#place}.
 *
 * @param attempt the number of the attempt, from 1
 * @param notBefore when the attempt may begin
 * @param day the calendar day, in the campaign's time zone, on which the attempt is counted
 * @param statusBefore the status to restore if the claim is released
 * @param followUp the follow-up that this attempt fulfils; null for none
 */
public record Claim(
        int attempt,
        Instant notBefore,
        LocalDate day,
        ContactStatus statusBefore,
        @Nullable Instant followUp) {
    /** Whether the attempt follows because the contact has not answered an earlier message. */
    public boolean isAfterSilence() {
        return followUp == null && Contact.mayBeSilent(statusBefore);
    }
}
