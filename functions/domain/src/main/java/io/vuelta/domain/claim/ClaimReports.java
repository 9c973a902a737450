package io.vuelta.domain.claim;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Outcome;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.claim.Report.What;
import io.vuelta.domain.contact.Contact;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Derives the reports of a contact's claim. */
public final class ClaimReports {
    private ClaimReports() {}

    /**
     * The report that the claim has ended, derived from the contact; empty if the claim has not ended, or if the
     * contact has another claim.
     *
     * <p>After the end of a claim, the contact no longer has its day. An attempt begins on the day on which it is
     * counted.
     *
     * @param counted the day on which the claim was counted, if its attempt did not begin
     */
    public static Optional<Report> ofEnded(Contact contact, Place place, Campaign campaign, LocalDate counted) {
        if (!place.equals(contact.place()) || contact.isUnderWay()) {
            return Optional.empty();
        }
        Attempt latest = contact.latest();
        return Optional.of(
                latest != null && place.equals(latest.place())
                        ? ofAttempt(latest, place, campaign, contact.log().lastUpdate())
                        : new Report(
                                campaign.id(),
                                place,
                                What.RELEASED,
                                counted,
                                contact.log().lastUpdate()));
    }

    /** The report that the claim of an attempt with a result has ended. */
    public static Report ofAttempt(Attempt attempt, Place place, Campaign campaign, Instant at) {
        if (attempt.notPlaced()) {
            return new Report(
                    campaign.id(), place, What.RELEASED, campaign.settings().dayOf(attempt.createdAt()), at);
        }
        boolean technical = attempt.outcome().filter(Outcome::isTechnical).isPresent();
        return new Report(campaign.id(), place, technical ? What.FAILED : What.ENDED, null, at);
    }
}
