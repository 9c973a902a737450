package io.vuelta.domain.contact;

import io.vuelta.domain.campaign.ContactStatus;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A contact that is about to be tried, or whose attempt is under way. Where it is counted is its {@link Contact#place}.
 *
 * @param attempt number of the attempt, from 1
 * @param notBefore when the attempt may begin
 * @param day calendar day of the campaign's zone on which the attempt is counted
 * @param from the status to restore if the claim is released
 * @param followUp the wish that this attempt fulfils; null for none
 */
public record Claim(
        int attempt,
        Instant notBefore,
        LocalDate day,
        ContactStatus from,
        @Nullable Instant followUp) {
    /** Whether the contact was sent a message before that nobody has answered, and is tried again because of that. */
    public boolean isAfterSilence() {
        return followUp == null && Contact.mayBeSilent(from);
    }
}
