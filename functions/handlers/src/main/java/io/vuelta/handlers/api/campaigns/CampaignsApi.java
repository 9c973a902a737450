package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Ids;
import io.vuelta.handlers.api.http.NewestFirst;
import io.vuelta.handlers.api.http.PageRequest;
import io.vuelta.handlers.api.http.Period;
import io.vuelta.handlers.api.http.Query;
import io.vuelta.handlers.api.http.Request;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Campaigns: create, list and show. */
final class CampaignsApi {
    private static final Set<String> PARAMETERS =
            PageRequest.parameters("status", "agentId", "integration", "startDate", "endDate");
    /** Maximum number of campaigns that one request counts: each must be read. */
    private static final int MAX_COUNTED = 1_000;

    private final Campaigns campaigns;
    private final CampaignLine ofCampaign;
    private final CampaignView shown;
    private final InstantSource clock;
    private final Ids ids;

    CampaignsApi(Campaigns campaigns, CampaignLine ofCampaign, CampaignView shown, InstantSource clock, Ids ids) {
        this.campaigns = campaigns;
        this.ofCampaign = ofCampaign;
        this.shown = shown;
        this.clock = clock;
        this.ids = ids;
    }

    ApiResponse create(Request request) {
        Fields fields = request.fields();
        Channel channel = CampaignFields.check(fields);
        Agent agent = ofCampaign.agent(fields);
        Line line = ofCampaign.line(fields, agent.id());
        if (line.channel() != channel) {
            throw CampaignFields.otherChannel(fields, line.channel());
        }
        CampaignSettings settings = SettingsFields.create(fields, channel, clock.instant());
        if (settings.cycles() != null) {
            ofCampaign.requireTags(fields, agent.id(), Set.of());
        }
        BudgetFields.requirePriced(settings.budget(), line);
        CampaignId id = new CampaignId(ids.next());
        Optional<Campaign> there = Ids.isRepeated() ? campaigns.find(id) : Optional.empty();
        Campaign campaign = there.orElseGet(() -> create(id, agent, line, settings));
        return ApiResponse.of(201, "campaign", shown.created(campaign, agent, request.language()));
    }

    private Campaign create(CampaignId id, Agent agent, Line line, CampaignSettings settings) {
        Campaign campaign = Campaign.created(
                id, agent.id(), line.id(), settings, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        campaigns.create(campaign);
        return campaign;
    }

    ApiResponse show(Request request) {
        return ApiResponse.of(200, "campaign", shown.whole(request.campaign(campaigns), request.language()));
    }

    /** Lists campaigns, the newest first. */
    ApiResponse list(Request request) {
        Query query = request.query();
        query.allowOnly(PARAMETERS);
        Optional<Predicate<Campaign>> filter = filter(query);
        NewestFirst.Page<Campaign> page =
                NewestFirst.of(query, new Reader(), campaign -> campaign.id().value(), filter);
        ObjectNode body = ApiResponse.success();
        body.set("campaigns", shown.list(page.entries(), request.language()));
        Long total = page.total() == null && filter.isEmpty() ? counted() : page.total();
        return ApiResponse.of(200, page.links().addTo(body, total));
    }

    /** The number of campaigns; null if there are more than {@link #MAX_COUNTED}. */
    private @Nullable Long counted() {
        int count = campaigns.count(MAX_COUNTED + 1);
        return count > MAX_COUNTED ? null : (Long) (long) count;
    }

    private final class Reader implements NewestFirst.Reader<Campaign> {
        @Override
        public List<Campaign> older(Optional<String> than, int limit) {
            return campaigns.list(than.map(CampaignId::new), limit);
        }

        @Override
        public List<Campaign> newer(String from, int limit) {
            return campaigns.newer(new CampaignId(from), limit);
        }
    }

    private static Optional<Predicate<Campaign>> filter(Query query) {
        Optional<CampaignStatus> status = query.oneOf(
                "status", CampaignStatus::ofWire, "pending, ready, active, inactive, cooldown, finished, cancelled");
        Optional<String> agent = query.text("agentId").map(text -> new AgentId(text).value());
        Optional<String> line = query.text("integration");
        Period period = Period.of(query);
        if (status.isEmpty() && agent.isEmpty() && line.isEmpty() && period.isAlways()) {
            return Optional.empty();
        }
        return Optional.of(campaign -> status.filter(wanted -> wanted != campaign.status())
                        .isEmpty()
                && agent.filter(wanted -> !wanted.equals(campaign.agent().value()))
                        .isEmpty()
                && line.filter(wanted -> !wanted.equals(campaign.line().value()))
                        .isEmpty()
                && period.contains(campaign.createdAt(), campaign.settings().zone()));
    }
}
