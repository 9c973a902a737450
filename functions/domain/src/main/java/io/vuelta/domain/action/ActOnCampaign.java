package io.vuelta.domain.action;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.InvalidSetting;
import io.vuelta.domain.campaign.LifeCycle;
import io.vuelta.domain.campaign.LifeCycle.Decision;
import io.vuelta.domain.campaign.LineChange;
import io.vuelta.domain.campaign.SettingsChange;
import io.vuelta.domain.claim.OpenClaimsBooks;
import io.vuelta.domain.store.LostRaces;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.wake.Wakes;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Changes a campaign at a person's request. If another change was written first, the decision is made again on the new
 * state. The line is woken after every decision, also after one that changes nothing: if a wake-up was lost after a
 * change, the repeated request sends it again. The cost does not depend on the number of contacts.
 */
public final class ActOnCampaign {
    private final Campaigns campaigns;
    private final OpenClaimsBooks books;
    private final Wakes wakes;
    private final LostRaces races;
    private final InstantSource clock;

    public ActOnCampaign(
            Campaigns campaigns, OpenClaimsBooks books, Wakes wakes, LostRaces races, InstantSource clock) {
        this.campaigns = campaigns;
        this.books = books;
        this.wakes = wakes;
        this.races = races;
        this.clock = clock;
    }

    /** The result of an action. */
    public sealed interface Result {
        /** The campaign as it is stored now. */
        record Done(Campaign campaign) implements Result {}

        /**
         * The action is not allowed in this status.
         *
         * @param validTargets the statuses to which a person can move it
         */
        record Refused(CampaignStatus current, List<CampaignStatus> validTargets) implements Result {}

        /** The campaign is archived, and must be unarchived first. */
        record Archived() implements Result {}

        record NoSuchCampaign() implements Result {}
    }

    /** The result of a change of settings. */
    public sealed interface Changed {
        /** The campaign as it is stored now. */
        record Done(Campaign campaign) implements Changed {}

        /** The campaign is finished or cancelled, and no longer changes. */
        record Over(CampaignStatus current) implements Changed {}

        /** A setting is invalid; {@code why} names the field and the remedy. */
        record Invalid(InvalidSetting why) implements Changed {}

        /** The campaign is active: its agent and its line can be changed only after it is paused. */
        record Active() implements Changed {}

        record NoSuchCampaign() implements Changed {}
    }

    /**
     * Carries out the action. Throws {@link StoreBusy} if that is not possible at the moment; the caller must repeat
     * the request.
     */
    public Result act(CampaignId id, CampaignAction action) {
        return untilWon(id, new Result.NoSuchCampaign(), campaign -> act(campaign, action));
    }

    /**
     * Changes the agent, the line and the settings. Throws {@link StoreBusy} if that is not possible at the moment; the
     * caller must repeat the request.
     */
    public Changed change(CampaignId id, LineChange line, SettingsChange change) {
        return untilWon(id, new Changed.NoSuchCampaign(), campaign -> change(campaign, line, change));
    }

    /** The result; empty if the race was lost. */
    private Optional<Changed> change(Campaign campaign, LineChange line, SettingsChange change) {
        if (campaign.status().isOver()) {
            return Optional.of(new Changed.Over(campaign.status()));
        }
        Campaign next;
        try {
            if (line.moves(campaign) && !campaign.mayMove()) {
                return Optional.of(new Changed.Active());
            }
            Campaign moved = line.applied(campaign);
            CampaignSettings settings = change.applied(moved.settings(), clock.instant());
            next = settings.equals(moved.settings()) ? moved : moved.changed(settings);
        } catch (InvalidSetting e) {
            return Optional.of(new Changed.Invalid(e));
        }
        Optional<Campaign> written = next.equals(campaign) ? Optional.of(campaign) : saved(next);
        if (written.isPresent() && line.line() != null) {
            // Also if it is on that line already: a repeated request completes the work of one that was interrupted
            // here.
            outdate(campaign.id());
        }
        return written(written).map(Changed.Done::new);
    }

    /** The pacer of the campaign's old line can then no longer write a book that it has read before. */
    private void outdate(CampaignId id) {
        int lost = 0;
        while (!books.save(books.find(id)) && races.tryAgain(++lost)) {
            // Another write came between: read the line again and repeat the write.
        }
    }

    /** Repeats the decision on the stored state until the write succeeds; empty after a lost race. */
    private <R> R untilWon(CampaignId id, R none, Function<Campaign, Optional<R>> decide) {
        return races.untilWon(
                "campaign " + id, () -> campaigns.find(id).map(decide).orElseGet(() -> Optional.of(none)));
    }

    /** The result; empty if the race was lost. */
    private Optional<Result> act(Campaign campaign, CampaignAction action) {
        return switch (LifeCycle.decide(campaign, action, clock.instant())) {
            case Decision.Moved moved -> done(saved(moved.to()));
            case Decision.NextCycle next -> done(begun(campaign, next.to()));
            case Decision.Unchanged _ -> done(Optional.of(campaign));
            case Decision.Archived _ -> Optional.of(new Result.Archived());
            case Decision.Refused refused -> {
                if (campaign.isPaced() || campaign.state().hangsUp()) {
                    wakes.wake(campaign.line());
                }
                yield Optional.of(new Result.Refused(refused.current(), refused.validTargets()));
            }
        };
    }

    private Optional<Result> done(Optional<Campaign> written) {
        return written(written).map(Result.Done::new);
    }

    private Optional<Campaign> written(Optional<Campaign> written) {
        written.ifPresent(campaign -> wakes.wake(campaign.line()));
        return written;
    }

    private Optional<Campaign> saved(Campaign next) {
        return campaigns.save(next) ? Optional.of(next) : Optional.empty();
    }

    private Optional<Campaign> begun(Campaign campaign, Campaign next) {
        if (!books.find(campaign.id()).isRecounted(campaign)) {
            if (campaign.status() == CampaignStatus.INACTIVE) {
                // The pacer applies the new settings during the cooldown, and then begins the cycle.
                return saved(LifeCycle.coolingAgain(campaign));
            }
            wakes.wake(campaign.line());
            throw new StoreBusy("the edited filters of campaign " + campaign.id()
                    + " are still being applied; send the request again in a few seconds");
        }
        return saved(next);
    }
}
