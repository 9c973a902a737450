package io.vuelta.domain.campaign;

import static io.vuelta.domain.campaign.CampaignStatus.ACTIVE;
import static io.vuelta.domain.campaign.CampaignStatus.CANCELLED;
import static io.vuelta.domain.campaign.CampaignStatus.COOLDOWN;
import static io.vuelta.domain.campaign.CampaignStatus.FINISHED;
import static io.vuelta.domain.campaign.CampaignStatus.INACTIVE;
import static io.vuelta.domain.campaign.CampaignStatus.PENDING;
import static io.vuelta.domain.campaign.CampaignStatus.READY;

import io.vuelta.domain.line.Channel;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The life cycle of a campaign: from a campaign, an action and an instant it makes a decision. */
public final class LifeCycle {
    private static final Set<CampaignStatus> NOT_OVER = Set.of(PENDING, READY, ACTIVE, INACTIVE, COOLDOWN);

    /** The actions that an archived campaign refuses. */
    private static final Set<CampaignAction> SET_GOING =
            Set.of(CampaignAction.ACTIVATE, CampaignAction.RESUME, CampaignAction.REPEATED, CampaignAction.REOPEN);

    private LifeCycle() {}

    /** The result of an action. */
    public sealed interface Decision {
        record Moved(Campaign to) implements Decision {}

        /** A new cycle begins, but only after the contacts that return in it have been determined. */
        record NextCycle(Campaign to) implements Decision {}

        /** The campaign already has the requested state. */
        record Unchanged() implements Decision {}

        /**
         * The action is not allowed in this status.
         *
         * @param validTargets the statuses to which a person can move the campaign now
         */
        record Refused(CampaignStatus current, List<CampaignStatus> validTargets) implements Decision {}

        /** The campaign is archived, and makes no attempts until it is unarchived. */
        record Archived() implements Decision {}
    }

    public static Decision decide(Campaign campaign, CampaignAction action, Instant now) {
        Decision decision = decided(campaign, action, now);
        return decision instanceof Decision.Moved moved
                ? new Decision.Moved(moved.to().notedOver(now))
                : decision;
    }

    private static Decision decided(Campaign campaign, CampaignAction action, Instant now) {
        if (campaign.archived() && SET_GOING.contains(action)) {
            return new Decision.Archived();
        }
        return switch (action) {
            case ACTIVATE ->
                campaign.status() == COOLDOWN
                        ? nextCycle(campaign, now)
                        : from(Set.of(PENDING, READY), campaign, () -> begun(campaign, now));
            case PAUSE ->
                campaign.status() == INACTIVE
                        ? new Decision.Unchanged()
                        : from(Set.of(ACTIVE, COOLDOWN), campaign, () -> campaign.moved(INACTIVE));
            case RESUME -> resume(campaign, now);
            case CANCEL -> from(NOT_OVER, campaign, () -> campaign.moved(CANCELLED));
            case HANG_UP -> from(NOT_OVER, campaign, () -> campaign.hangingUp(CANCELLED));
            case PAUSE_HANG_UP ->
                campaign.status() == INACTIVE && (campaign.state().hangsUp() || !hasCalls(campaign))
                        ? new Decision.Unchanged()
                        : from(Set.of(ACTIVE, COOLDOWN, INACTIVE), campaign, () -> campaign.hangingUp(INACTIVE));
            case ARCHIVE -> campaign.archived() ? new Decision.Unchanged() : new Decision.Moved(campaign.putAway(true));
            case UNARCHIVE ->
                campaign.archived() ? new Decision.Moved(campaign.putAway(false)) : new Decision.Unchanged();
            case LOADED ->
                campaign.status() == PENDING ? new Decision.Moved(campaign.moved(READY)) : new Decision.Unchanged();
            case REPEATED -> again(campaign, campaign::repeated);
            case DONE -> from(Set.of(ACTIVE, COOLDOWN), campaign, () -> campaign.moved(FINISHED));
            case PASS_EXHAUSTED -> from(Set.of(ACTIVE), campaign, () -> campaign.exhausted(now));
            case NEXT_CYCLE -> campaign.status() == COOLDOWN ? nextCycle(campaign, now) : refused(campaign);
            case RESUME_PASS -> from(Set.of(COOLDOWN), campaign, () -> resumed(campaign, now));
            case REOPEN -> again(campaign, () -> resumed(campaign, now));
        };
    }

    /** A finished campaign resumes, unless its contacts were removed. */
    private static Decision again(Campaign campaign, Supplier<Campaign> moved) {
        return campaign.takesContacts() ? from(Set.of(FINISHED), campaign, moved) : refused(campaign);
    }

    private static boolean hasCalls(Campaign campaign) {
        return campaign.settings().channel() == Channel.PHONE_CALL;
    }

    /** Decides that the campaign pauses itself. */
    public static Decision autoPause(Campaign campaign, AutoPause why) {
        return from(Set.of(ACTIVE, COOLDOWN), campaign, () -> campaign.autoPaused(why));
    }

    /**
     * A campaign that was paused in its cooldown returns to the cooldown, or begins the next cycle if the cooldown is
     * over.
     */
    private static Decision resume(Campaign campaign, Instant now) {
        if (campaign.status() == ACTIVE) {
            return new Decision.Unchanged();
        }
        if (campaign.status() != INACTIVE || campaign.cycle().exhaustedAt() == null) {
            return from(Set.of(INACTIVE), campaign, () -> begun(campaign, now));
        }
        boolean over =
                campaign.nextCycle().filter(begins -> !now.isBefore(begins)).isPresent();
        return over ? nextCycle(campaign, now) : new Decision.Moved(campaign.moved(COOLDOWN));
    }

    /** A campaign that was paused in its cooldown, which has ended since: its next cycle begins as soon as it can. */
    public static Campaign coolingAgain(Campaign campaign) {
        return campaign.moved(COOLDOWN);
    }

    private static Campaign begun(Campaign campaign, Instant now) {
        return campaign.started(campaign.cycle().beginning(now), now);
    }

    private static Campaign resumed(Campaign campaign, Instant now) {
        return campaign.started(campaign.cycle().resumed(), now);
    }

    /** Begins the next cycle if the campaign allows another one; otherwise the campaign is about to be finished. */
    private static Decision nextCycle(Campaign campaign, Instant now) {
        if (campaign.nextCycle().isEmpty() || campaign.settings().isOver(now)) {
            return refused(campaign);
        }
        Cycle next = campaign.cycle().next(now, campaign.settings().dayOf(now));
        return new Decision.NextCycle(campaign.started(next, now));
    }

    /** The statuses to which a person can move the campaign from this one. */
    public static List<CampaignStatus> targets(CampaignStatus from) {
        return Arrays.stream(CampaignStatus.values())
                .filter(to -> switch (to) {
                    case ACTIVE -> Set.of(PENDING, READY, COOLDOWN, INACTIVE).contains(from);
                    case INACTIVE -> Set.of(ACTIVE, COOLDOWN).contains(from);
                    case CANCELLED -> !from.isOver();
                    case PENDING, READY, COOLDOWN, FINISHED -> false;
                })
                .toList();
    }

    private static Decision from(Set<CampaignStatus> from, Campaign campaign, Supplier<Campaign> moved) {
        return from.contains(campaign.status()) ? new Decision.Moved(moved.get()) : refused(campaign);
    }

    private static Decision refused(Campaign campaign) {
        return new Decision.Refused(campaign.status(), targets(campaign.status()));
    }
}
