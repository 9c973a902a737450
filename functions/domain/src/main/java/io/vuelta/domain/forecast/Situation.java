package io.vuelta.domain.forecast;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.LifeCycle;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.count.AnswerRates;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.pace.AttemptAllowance;
import io.vuelta.domain.pace.Waiters;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of a campaign for a forecast, in figures only: it costs the same for five contacts as for five million.
 *
 * @param campaign that is active, or that is simulated as started at {@code now}
 * @param waiting contacts that may be tried at once
 * @param retrying contacts that wait for their retry
 * @param underWay attempts under way
 * @param returning contacts that are tried again in the next cycle
 * @param startedToday attempts that count on today's limit
 * @param nextStart the campaign's next attempt begins no earlier; null for at once
 * @param spacing between two attempts of the campaign on its line
 * @param places calls that it may have under way
 * @param zones of some of its contacts, each representing the same number of all contacts; empty if only the campaign's
 *     own zone counts
 */
public record Situation(
        Campaign campaign,
        long waiting,
        long retrying,
        long underWay,
        long returning,
        int startedToday,
        @Nullable Instant nextStart,
        Duration spacing,
        int places,
        AnswerRates rates,
        List<Set<ZoneId>> zones,
        Instant now) {
    public Situation {
        zones = List.copyOf(zones);
    }

    /** The situation of a campaign that is active, or could be started now; empty if it is archived or over. */
    public static Optional<Situation> of(
            Campaign campaign,
            Counters counters,
            OpenClaimsBook book,
            LineShare line,
            List<Set<ZoneId>> zones,
            Instant now) {
        return working(campaign, now).map(working -> {
            long retrying = counters.in(ContactStatus.RETRYING);
            return new Situation(
                    working,
                    Math.max(0, counters.waiting() - retrying),
                    retrying,
                    book.inFlight(),
                    counters.returning(),
                    book.reservedOn(campaign.settings().dayOf(now)),
                    book.limits().nextStart(),
                    line.spacingOfShare(),
                    line.placesOfShare(campaign.settings().limits().atOnce()),
                    AnswerRates.of(campaign.settings().channel(), counters, line.rates()),
                    zones,
                    now);
        });
    }

    private static Optional<Campaign> working(Campaign campaign, Instant now) {
        if (campaign.archived()) {
            return Optional.empty();
        }
        return switch (campaign.status()) {
            case ACTIVE, COOLDOWN -> Optional.of(campaign);
            case PENDING, READY -> moved(campaign, CampaignAction.ACTIVATE, now);
            // It may go back to its cooldown.
            case INACTIVE -> moved(campaign, CampaignAction.RESUME, now);
            case FINISHED, CANCELLED -> Optional.empty();
        };
    }

    private static Optional<Campaign> moved(Campaign campaign, CampaignAction action, Instant now) {
        return switch (LifeCycle.decide(campaign, action, now)) {
            case LifeCycle.Decision.Moved moved -> Optional.of(moved.to());
            case LifeCycle.Decision.NextCycle next -> Optional.of(next.to());
            case LifeCycle.Decision.Unchanged unchanged -> Optional.of(campaign);
            case LifeCycle.Decision.Refused refused -> Optional.empty();
            case LifeCycle.Decision.Archived archived -> Optional.empty();
        };
    }

    /** Why it cannot begin an attempt now, although contacts wait; empty if it can. */
    public Optional<Waiting> heldUpBy(LinePace pace) {
        if (waiting == 0 || coolsDown()) {
            return Optional.empty();
        }
        AttemptAllowance allowance = AttemptAllowance.of(
                campaign,
                new AttemptAllowance.Use((int) underWay, startedToday, nextStart),
                new Waiters(waiting, waiting, waiting),
                pace,
                now,
                now.plusSeconds(1));
        return allowance instanceof AttemptAllowance.Closed closed ? Optional.of(closed.waiting()) : Optional.empty();
    }

    boolean coolsDown() {
        return campaign.status() == CampaignStatus.COOLDOWN;
    }
}
