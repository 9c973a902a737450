package vuelta.domain.contact;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vuelta.domain.campaign.ContactStatus;

/**
 * A contact's place among those under way: the attempt that was planned, or has begun.
 *
 * @param attempt number of the attempt, from 1
 * @param notBefore when the attempt may begin
 * @param day calendar day of the campaign's zone on which the attempt is counted
 * @param from where the contact goes back to when the attempt does not begin after all
 * @param followUp the wish that this attempt fulfils; null for none
 * @param begun whether the attempt's write-ahead record exists
 */
public record Claim(
        int attempt,
        Instant notBefore,
        LocalDate day,
        ContactStatus from,
        @Nullable Instant followUp,
        boolean begun) {
    Claim asBegun() {
        return new Claim(attempt, notBefore, day, from, followUp, true);
    }
}
