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
 * @param campaign an active campaign, or one that is simulated as started at {@code now}
 * @param waiting the number of contacts that may be tried immediately
 * @param retrying the number of contacts that wait for their retry
 * @param underWay the number of attempts under way
 * @param returning the number of contacts that are tried again in the next cycle
 * @param startedToday the number of attempts that count for today's limit
 * @param nextStart the earliest beginning of the campaign's next attempt; null for immediately
 * @param spacing the minimum time between two attempts of the campaign on its line
 * @param places the maximum number of the campaign's simultaneous calls
 * @param zones the time zones of some of its contacts, each representing the same number of all contacts; empty if only
 *     the campaign's own zone counts
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
            // The campaign may return to its cooldown.
            case INACTIVE -> moved(campaign, CampaignAction.RESUME, now);
            case FINISHED, CANCELLED -> Optional.empty();
        };
    }

    private static Optional<Campaign> moved(Campaign campaign, CampaignAction action, Instant now) {
        return switch (LifeCycle.decide(campaign, action, now)) {
            case LifeCycle.Decision.Moved moved -> Optional.of(moved.to());
            case LifeCycle.Decision.NextCycle next -> Optional.of(next.to());
            case LifeCycle.Decision.Unchanged _ -> Optional.of(campaign);
            case LifeCycle.Decision.Refused _ -> Optional.empty();
            case LifeCycle.Decision.Archived _ -> Optional.empty();
        };
    }

    /** Why the campaign cannot begin an attempt now, although contacts wait; empty if it can. */
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
