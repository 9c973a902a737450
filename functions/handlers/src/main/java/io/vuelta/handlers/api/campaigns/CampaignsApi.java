package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.Cursor;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Ids;
import io.vuelta.handlers.api.http.Period;
import io.vuelta.handlers.api.http.Query;
import io.vuelta.handlers.api.http.Request;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Campaigns: create, list and show. */
final class CampaignsApi {
    private static final Set<String> PARAMETERS =
            Set.of("cursor", "limit", "status", "agentId", "integration", "startDate", "endDate");
    private static final Pattern POSITION = Pattern.compile("[0-9A-Za-z_-]{1,64}");
    private static final int PAGE = 20;
    /** Campaigns read at once while a filter passes over some. */
    private static final int PIECE = 100;
    /** Campaigns that one request looks at, at most: a filter that few pass answers a short page, and where to go on. */
    private static final int MAX_LOOKED_AT = 1_000;

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

    /** The newest first. There is a page before every page but the first; only the way forward has cursors. */
    ApiResponse list(Request request) {
        Query query = request.query();
        query.allowOnly(PARAMETERS);
        int limit = query.limit(PAGE);
        Optional<CampaignId> after =
                Cursor.read(query, "cursor", POSITION).map(position -> new CampaignId(position.group()));
        Page page = page(after, limit, filter(query));
        ObjectNode body = ApiResponse.success();
        body.set("campaigns", shown.list(page.campaigns()));
        body.put("has_next", page.next().isPresent())
                .put("has_previous", after.isPresent())
                .put(
                        "next_cursor",
                        page.next().map(next -> Cursor.of(next.value())).orElse(null))
                .putNull("previous_cursor");
        return ApiResponse.of(200, body);
    }

    private Page page(Optional<CampaignId> after, int limit, Optional<Predicate<Campaign>> filter) {
        Predicate<Campaign> wanted = filter.orElse(campaign -> true);
        List<Campaign> found = new ArrayList<>();
        Optional<CampaignId> at = after;
        for (int looked = 0; looked < MAX_LOOKED_AT; ) {
            int most = filter.isPresent() ? PIECE : limit + 1 - found.size();
            List<Campaign> piece = campaigns.list(at, most);
            for (Campaign campaign : piece) {
                if (wanted.test(campaign) && found.size() == limit) {
                    return new Page(found, at);
                }
                if (wanted.test(campaign)) {
                    found.add(campaign);
                }
                at = Optional.of(campaign.id());
            }
            if (piece.size() < most) {
                return new Page(found, Optional.empty());
            }
            looked += most;
        }
        return new Page(found, at);
    }

    private static Optional<Predicate<Campaign>> filter(Query query) {
        Optional<CampaignStatus> status = query.word(
                "status", CampaignStatus::ofWire, "pending, ready, active, inactive, cooldown, finished, cancelled");
        Optional<String> agent = query.text("agentId");
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

    private record Page(List<Campaign> campaigns, Optional<CampaignId> next) {}
}
