package io.vuelta.domain.claim;

import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The event of one claim. A function that changes the contact writes the contact first and reports then. A report
 * may come twice, late or never: the pacer finds changes without a report by itself.
 *
 * @param day of a released claim: the calendar day on which it was counted; null otherwise
 * @param at when it happened; of {@code LOOK}, when the claim must be checked; of {@code UNANSWERED}, when the attempt
 *     began
 */
public record Report(
        CampaignId campaign,
        Place place,
        What what,
        @Nullable LocalDate day,
        Instant at) {
    /** The kind of event. */
    public enum What {
        /** Its attempt has begun. */
        BEGUN,
        /** Its attempt has begun, and it is unknown whether the provider placed it. */
        UNANSWERED,
        /** Its attempt is over. */
        ENDED,
        /** Its attempt is over, and failed for a technical reason. */
        FAILED,
        /** No attempt was placed: the claim does not count on its day. */
        RELEASED,
        /** An event is missing that will come or be found by a look-up: the claim must be looked up early. */
        LOOK;

        /** Whether the claim is over. */
        public boolean isOver() {
            return this == ENDED || this == FAILED || this == RELEASED;
        }
    }

    public Report {
        if ((what == What.RELEASED) != (day != null)) {
            throw new IllegalArgumentException("a report has a day if, and only if, a claim was released: " + what);
        }
    }
}
