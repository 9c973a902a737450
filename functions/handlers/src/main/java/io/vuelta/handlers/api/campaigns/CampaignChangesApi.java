package io.vuelta.handlers.api.campaigns;

import io.vuelta.domain.action.ActOnCampaign;
import io.vuelta.domain.action.CheckTemplates;
import io.vuelta.domain.action.CheckVoiceUrl;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.campaign.FieldPatch;
import io.vuelta.domain.campaign.LineChange;
import io.vuelta.domain.campaign.SettingsPatch;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.price.Money;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiErrorCode;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Request;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Changes of campaigns: their settings and their status. */
final class CampaignChangesApi {
    /** The actions that people can request. */
    static final List<CampaignAction> ACTIONS = Arrays.stream(CampaignAction.values())
            .filter(action -> CampaignAction.ofWire(action.wire()).isPresent())
            .toList();

    /** The actions after which the campaign may begin attempts immediately. */
    private static final Set<CampaignAction> SET_GOING =
            Set.of(CampaignAction.ACTIVATE, CampaignAction.RESUME, CampaignAction.UNARCHIVE);

    private static final Set<CampaignStatus> WORKING = Set.of(CampaignStatus.ACTIVE, CampaignStatus.COOLDOWN);

    private static final String HANG_UP = "hang_up";

    /** For each action that can also hang up the calls under way: the action that does both. */
    private static final Map<CampaignAction, CampaignAction> HANGING_UP =
            Map.of(CampaignAction.PAUSE, CampaignAction.PAUSE_HANG_UP, CampaignAction.CANCEL, CampaignAction.HANG_UP);

    private final ActOnCampaign campaigns;
    private final CheckTemplates templates;
    private final CheckVoiceUrl voiceUrl;
    private final CampaignLine ofCampaign;
    private final CampaignView shown;
    private final Campaigns stored;
    private final InstantSource clock;

    CampaignChangesApi(
            ActOnCampaign campaigns,
            CheckTemplates templates,
            CheckVoiceUrl voiceUrl,
            CampaignLine ofCampaign,
            CampaignView shown,
            Campaigns stored,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.templates = templates;
        this.voiceUrl = voiceUrl;
        this.ofCampaign = ofCampaign;
        this.shown = shown;
        this.stored = stored;
        this.clock = clock;
    }

    ApiResponse settings(Request request) {
        Fields fields = request.fields();
        CampaignFields.checkChange(fields);
        CampaignId id = request.campaign();
        Patch patch = patch(request, fields);
        requirePriced(request, patch);
        requireTags(request, fields, patch);
        return switch (campaigns.change(id, patch.line(), patch.settings())) {
            case ActOnCampaign.Changed.Done done ->
                ApiResponse.of(200, "campaign", shown.whole(done.campaign(), request.language()));
            case ActOnCampaign.Changed.Over over ->
                throw ApiError.over(id.value(), over.current().wire());
            case ActOnCampaign.Changed.Invalid invalid -> throw invalid.why();
            case ActOnCampaign.Changed.Active _ ->
                throw ApiError.ofField(
                        409,
                        ApiErrorCode.CAMPAIGN_ACTIVE,
                        LineChange.LINE,
                        "agent_id and integration_id can be changed only while the campaign is pending, ready"
                                + " or inactive: pause it first");
            case ActOnCampaign.Changed.NoSuchCampaign _ -> throw ApiError.notFound("campaign", id.value());
        };
    }

    /** Checks the currency if a change sets a budget, or moves a campaign with a budget to another line. */
    private void requirePriced(Request request, Patch patch) {
        FieldPatch<Money> budget = patch.settings().budget();
        Line line = patch.line().line();
        if (budget.isGiven() || (line != null && budget.isAbsent())) {
            Campaign campaign = request.campaign(stored);
            if (!campaign.status().isOver()) {
                BudgetFields.requirePriced(
                        budget.applied(campaign.settings().budget()), line == null ? ofCampaign.line(campaign) : line);
            }
        }
    }

    /** Checks the tags of the cycles' filter. Those that the campaign has already are accepted. */
    private void requireTags(Request request, Fields fields, Patch patch) {
        if (patch.settings().cycles().isGiven()) {
            Campaign campaign = request.campaign(stored);
            Cycles cycles = campaign.settings().cycles();
            if (cycles != null && !campaign.status().isOver()) {
                AgentId agent = patch.line().agent();
                ofCampaign.requireTags(fields, agent == null ? campaign.agent() : agent, cycles.filterTags());
            }
        }
    }

    /**
     * Reads the change. An invalid field is reported only if the campaign exists, can be changed and can have this
     * field.
     */
    private Patch patch(Request request, Fields fields) {
        try {
            return new Patch(ofCampaign.change(fields), SettingsFields.patch(fields));
        } catch (ApiError e) {
            Campaign campaign = request.campaign(stored);
            if (campaign.status().isOver()) {
                throw ApiError.over(campaign.id().value(), campaign.status().wire());
            }
            CampaignFields.checkChannel(fields, campaign.settings().channel());
            throw e;
        }
    }

    ApiResponse act(Request request, CampaignAction action) {
        requireFitToGo(request, action);
        if (action == CampaignAction.ACTIVATE) {
            requireFitting(templates.check(request.campaign()));
            voiceUrl.check(request.campaign()).ifPresent(found -> {
                throw ApiError.voiceUrl(found.url(), found.problem());
            });
        }
        CampaignAction hangUp = HANGING_UP.get(action);
        CampaignAction requested = hangUp != null && hangsUp(request.fieldsIfAny()) ? hangUp : action;
        return answer(request, action.wire(), campaigns.act(request.campaign(), requested));
    }

    /**
     * Refuses to start a campaign that would drop all contacts immediately because its end is past, or that has no
     * line.
     */
    private void requireFitToGo(Request request, CampaignAction action) {
        if (!SET_GOING.contains(action)) {
            return;
        }
        Campaign campaign = request.campaign(stored);
        if (campaign.archived() && action != CampaignAction.UNARCHIVE) {
            throw ApiError.archived(campaign.id().value());
        }
        if (wouldGo(campaign, action)) {
            if (campaign.settings().isOver(clock.instant())) {
                throw ApiError.ended();
            }
            ofCampaign.requireThere(campaign);
        }
    }

    private static boolean wouldGo(Campaign campaign, CampaignAction action) {
        if (action == CampaignAction.RESUME) {
            return campaign.status() == CampaignStatus.INACTIVE;
        }
        if (action == CampaignAction.UNARCHIVE) {
            return campaign.archived() && WORKING.contains(campaign.status());
        }
        return !campaign.status().isOver();
    }

    private static boolean hangsUp(Fields fields) {
        fields.allowOnly(Set.of(HANG_UP));
        return fields.flag(HANG_UP).orElse(false);
    }

    /** Refuses to begin a campaign whose first message the provider would refuse; the campaign does not change. */
    private static void requireFitting(CheckTemplates.Result result) {
        switch (result) {
            case CheckTemplates.Result.Ready _ -> {
                // It may begin.
            }
            case CheckTemplates.Result.Unfit unfit ->
                throw ApiError.template(
                        unfit.template(), unfit.language(), unfit.why().name(), unfit.what());
            case CheckTemplates.Result.Unavailable unavailable -> throw ApiError.provider(unavailable.reason());
        }
    }

    /** Answers a request whose action is unknown. */
    ApiResponse unknown(Request request) {
        return ApiError.unknownAction(
                        request.variable("action"),
                        Stream.concat(ACTIONS.stream().map(CampaignAction::wire), Stream.of(DuplicatesApi.ACTION))
                                .toList())
                .answer();
    }

    private ApiResponse answer(Request request, String action, ActOnCampaign.Result result) {
        return switch (result) {
            case ActOnCampaign.Result.Done done ->
                ApiResponse.of(200, "campaign", shown.whole(done.campaign(), request.language()));
            case ActOnCampaign.Result.Refused refused ->
                throw ApiError.transition(
                        action,
                        refused.current().wire(),
                        refused.validTargets().stream()
                                .map(CampaignStatus::wire)
                                .toList());
            case ActOnCampaign.Result.Archived archived ->
                throw ApiError.archived(request.campaign().value());
            case ActOnCampaign.Result.NoSuchCampaign _ ->
                throw ApiError.notFound("campaign", request.campaign().value());
        };
    }

    private record Patch(LineChange line, SettingsPatch settings) {}
}
