package vuelta.handlers.api;

import java.util.Arrays;
import java.util.List;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignAction;
import vuelta.domain.campaign.CampaignSettings;
import vuelta.domain.campaign.CampaignStatus;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.campaign.LifeCycle;
import vuelta.domain.pace.Wakes;

/**
 * Changes of campaigns: their settings and their status. Whoever loses a race to another writer decides again on what is
 * there then. The line is woken after every decision, also one that changes nothing: a wake-up that was lost after a
 * save is made good when the client repeats its request.
 */
final class CampaignChangesApi {
    /** What people can ask for. */
    static final List<CampaignAction> ACTIONS = Arrays.stream(CampaignAction.values())
            .filter(action -> CampaignAction.ofWire(action.wire()).isPresent())
            .toList();

    private static final int MOST_TRIES = 5;

    private final Campaigns campaigns;
    private final Wakes wakes;
    private final CampaignShown shown;

    CampaignChangesApi(Campaigns campaigns, Wakes wakes, CampaignShown shown) {
        this.campaigns = campaigns;
        this.wakes = wakes;
        this.shown = shown;
    }

    Answer settings(Request request) {
        Fields fields = request.fields();
        CampaignFields.checkChange(fields);
        return change(request, campaign -> {
            if (campaign.status().isOver()) {
                throw ApiError.over(campaign.id().value(), campaign.status().wire());
            }
            CampaignSettings settings = SettingsFields.change(fields, campaign.settings());
            return settings.equals(campaign.settings()) ? campaign : campaign.changed(settings);
        });
    }

    Answer act(Request request, CampaignAction action) {
        return change(request, campaign -> switch (LifeCycle.decide(campaign, action)) {
            case LifeCycle.Decision.Moved moved -> moved.to();
            case LifeCycle.Decision.Unchanged unchanged -> campaign;
            case LifeCycle.Decision.Refused refused -> throw refusal(campaign, action, refused);
        });
    }

    /** For any other word. */
    Answer unknown(Request request) {
        return ApiError.unknownAction(
                        request.variable("action"),
                        ACTIONS.stream().map(CampaignAction::wire).toList())
                .answer();
    }

    private Answer change(Request request, Decision decision) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Campaign campaign = CampaignsApi.existing(campaigns, request);
            Campaign next = decision.of(campaign);
            if (next.equals(campaign) || campaigns.save(next)) {
                wakes.wake(next.line());
                return Answer.of(200, "campaign", shown.whole(next));
            }
        }
        throw ApiError.busy();
    }

    private ApiError refusal(Campaign campaign, CampaignAction action, LifeCycle.Decision.Refused refused) {
        if (campaign.works()) {
            wakes.wake(campaign.line());
        }
        return ApiError.transition(
                action.wire(),
                refused.current().wire(),
                refused.validTargets().stream().map(CampaignStatus::wire).toList());
    }

    /** What a campaign becomes: itself, if nothing changes. Throws if it may not. */
    private interface Decision {
        Campaign of(Campaign campaign);
    }
}
