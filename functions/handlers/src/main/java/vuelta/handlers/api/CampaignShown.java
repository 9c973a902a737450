package vuelta.handlers.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vuelta.domain.agent.Agent;
import vuelta.domain.agent.AgentId;
import vuelta.domain.agent.Agents;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.Waiting;
import vuelta.domain.ledger.Counters;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.Pacing;

/** Shows campaigns; each costs three reads, whatever its size. */
final class CampaignShown {
    private final Agents agents;
    private final Ledger ledger;

    CampaignShown(Agents agents, Ledger ledger) {
        this.agents = agents;
        this.ledger = ledger;
    }

    /** One campaign with its figures, and why it waits if it does. */
    ObjectNode whole(Campaign campaign) {
        return whole(campaign, name(campaign.agent()), ledger.counters(campaign.id()), ledger.pacing(campaign.id()));
    }

    /** A campaign that has just been created. */
    ObjectNode created(Campaign campaign, Agent agent) {
        return whole(campaign, agent.name(), Counters.NONE, Pacing.NONE);
    }

    /** Campaigns without their figures. */
    ArrayNode list(List<Campaign> campaigns) {
        Map<AgentId, String> names = new HashMap<>();
        ArrayNode list = Json.list();
        for (Campaign campaign : campaigns) {
            list.add(plain(campaign, names.computeIfAbsent(campaign.agent(), this::name)));
        }
        return list;
    }

    private String name(AgentId agent) {
        return agents.find(agent).map(Agent::name).orElse("");
    }

    private static ObjectNode whole(Campaign campaign, String agentName, Counters counters, Pacing pacing) {
        ObjectNode json = plain(campaign, agentName);
        Optional.ofNullable(pacing.waiting())
                .filter(waiting -> campaign.works())
                .ifPresentOrElse(waiting -> json.set("waiting", waiting(waiting)), () -> json.putNull("waiting"));
        json.set("analytics", Analytics.json(counters, pacing));
        return json;
    }

    private static ObjectNode waiting(Waiting waiting) {
        return Json.object()
                .put("reason", waiting.reason().wire())
                .put("until", waiting.ends().map(Object::toString).orElse(null));
    }

    private static ObjectNode plain(Campaign campaign, String agentName) {
        ObjectNode json = Json.object()
                .put("id", campaign.id().value())
                .put("name", campaign.settings().name())
                .put("description", campaign.settings().description())
                .put("status", campaign.status().wire())
                .put("archived", campaign.archived());
        json.putObject("integration").put("id", campaign.line().value());
        json.putObject("agent").put("id", campaign.agent().value()).put("name", agentName);
        json.put("integration_type", LinesApi.PHONE_CALL);
        json.put("created_at", campaign.createdAt().toString());
        SettingsFields.write(campaign.settings(), json);
        json.putNull("cycles");
        return json;
    }
}
