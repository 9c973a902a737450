package io.vuelta.handlers.api;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Lines;
import java.util.List;
import java.util.Optional;

/** The agent and the line of a campaign, as the body of a request names them. */
final class CampaignLine {
    static final String AGENT = "agent_id";
    static final String LINE = "integration_id";
    static final List<String> NAMES = List.of(AGENT, LINE);

    private static final int MAX_ID_LENGTH = 128;

    private final Agents agents;
    private final Lines lines;

    CampaignLine(Agents agents, Lines lines) {
        this.agents = agents;
        this.lines = lines;
    }

    Agent agent(Fields fields) {
        String id = fields.requiredText(AGENT, MAX_ID_LENGTH);
        return agents.find(new AgentId(id))
                .orElseThrow(() ->
                        ApiError.ofField(404, "NOT_FOUND", AGENT, "there is no agent " + id + "; create it first"));
    }

    /** One of the agent's own. */
    Line line(Fields fields, AgentId agent) {
        String id = fields.requiredText(LINE, MAX_ID_LENGTH);
        Line line = lineId(id)
                .flatMap(lines::find)
                .orElseThrow(() -> ApiError.ofField(
                        404, "NOT_FOUND", LINE, "there is no integration " + id + "; create it first"));
        if (!line.agent().equals(agent)) {
            throw fields.invalid(LINE, "must be one of the agent's own integrations");
        }
        return line;
    }

    /** The campaign with the agent and the line that are given; the other one stays as it is. */
    Campaign change(Fields fields, Campaign campaign) {
        if (NAMES.stream().noneMatch(fields::has)) {
            return campaign;
        }
        AgentId agent = fields.has(AGENT) ? agent(fields).id() : campaign.agent();
        Line line = fields.has(LINE)
                ? line(fields, agent)
                : lines.find(campaign.line()).orElseThrow();
        if (!line.agent().equals(agent)) {
            throw fields.invalid(AGENT, "must be the agent of the campaign's integration; give integration_id, too");
        }
        Channel channel = campaign.settings().channel();
        if (line.channel() != channel) {
            throw fields.invalid(LINE, "must be of type " + channel.wire() + ", as the campaign is");
        }
        if (agent.equals(campaign.agent()) && line.id().equals(campaign.line())) {
            return campaign;
        }
        if (!campaign.mayMove()) {
            throw ApiError.ofField(
                    409,
                    "CAMPAIGN_ACTIVE",
                    fields.has(LINE) ? LINE : AGENT,
                    "agent and integration change while the campaign is pending, ready or inactive: pause it first");
        }
        return campaign.movedTo(agent, line.id());
    }

    private static Optional<LineId> lineId(String text) {
        try {
            return Optional.of(new LineId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
