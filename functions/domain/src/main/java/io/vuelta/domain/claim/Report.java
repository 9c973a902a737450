package io.vuelta.domain.claim;

import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The event of one claim. A function that changes the contact first writes the contact and then sends the report. A
 * report may arrive twice, late or never: the pacer also finds changes without a report.
 *
 * @param day for a released claim, the calendar day on which it was counted; otherwise null
 * @param at when the event happened; for {@code LOOK}, when the claim must be checked; for {@code UNANSWERED}, when the
 *     attempt began
 */
public record Report(
        CampaignId campaign,
        Place place,
        What what,
        @Nullable LocalDate day,
        Instant at) {
    /** The kind of event. */
    public enum What {
        /** The attempt of the claim has begun. */
        BEGUN,
        /** The attempt has begun, and it is unknown whether the provider placed it. */
        UNANSWERED,
        /** The attempt is over. */
        ENDED,
        /** The attempt is over, and failed for a technical reason. */
        FAILED,
        /** No attempt was placed: the claim does not count on its day. */
        RELEASED,
        /**
         * An expected event is missing. It will arrive, or a look-up will find it: the claim must be looked up early.
         */
        LOOK
    }

    public Report {
        if ((what == What.RELEASED) != (day != null)) {
            throw new IllegalArgumentException("a report has a day if, and only if, a claim was released: " + what);
        }
    }
}
