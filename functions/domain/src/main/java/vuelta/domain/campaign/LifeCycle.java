package vuelta.domain.campaign;

import static vuelta.domain.campaign.CampaignStatus.ACTIVE;
import static vuelta.domain.campaign.CampaignStatus.CANCELLED;
import static vuelta.domain.campaign.CampaignStatus.COOLDOWN;
import static vuelta.domain.campaign.CampaignStatus.FINISHED;
import static vuelta.domain.campaign.CampaignStatus.INACTIVE;
import static vuelta.domain.campaign.CampaignStatus.PENDING;
import static vuelta.domain.campaign.CampaignStatus.READY;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The life cycle of a campaign: campaign + action in, decision out. */
public final class LifeCycle {
    private LifeCycle() {}

    /** What an action comes to. */
    public sealed interface Decision {
        record Moved(Campaign to) implements Decision {}

        /** It is so already. */
        record Unchanged() implements Decision {}

        /**
         * Not from here.
         *
         * @param validTargets the statuses that a person can move the campaign to now
         */
        record Refused(CampaignStatus current, List<CampaignStatus> validTargets) implements Decision {}
    }

    public static Decision decide(Campaign campaign, CampaignAction action) {
        return switch (action) {
            case ACTIVATE -> move(campaign, ACTIVE, Set.of(PENDING, READY, COOLDOWN));
            case PAUSE ->
                campaign.status() == INACTIVE
                        ? new Decision.Unchanged()
                        : move(campaign, INACTIVE, Set.of(ACTIVE, COOLDOWN));
            case RESUME ->
                campaign.status() == ACTIVE ? new Decision.Unchanged() : move(campaign, ACTIVE, Set.of(INACTIVE));
            case CANCEL -> move(campaign, CANCELLED, Set.of(PENDING, READY, ACTIVE, INACTIVE, COOLDOWN));
            case ARCHIVE -> campaign.archived() ? new Decision.Unchanged() : new Decision.Moved(campaign.putAway());
            case LOADED ->
                campaign.status() == PENDING ? new Decision.Moved(campaign.moved(READY)) : new Decision.Unchanged();
            case DONE -> move(campaign, FINISHED, Set.of(ACTIVE));
        };
    }

    /** Where a person can take the campaign from this status. */
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

    private static Decision move(Campaign campaign, CampaignStatus to, Set<CampaignStatus> from) {
        return from.contains(campaign.status())
                ? new Decision.Moved(campaign.moved(to))
                : new Decision.Refused(campaign.status(), targets(campaign.status()));
    }
}
