package io.vuelta.handlers.api.campaigns;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.LineChange;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Lines;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiErrorCode;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Lengths;
import java.util.List;
import java.util.Set;

/** The agent and the line of a campaign, as the body of a request names them. */
final class CampaignLine {
    private static final String AGENT = LineChange.AGENT;
    private static final String LINE = LineChange.LINE;

    static final List<String> NAMES = List.of(AGENT, LINE);

    private final Agents agents;
    private final Lines lines;

    CampaignLine(Agents agents, Lines lines) {
        this.agents = agents;
        this.lines = lines;
    }

    Agent agent(Fields fields) {
        String id = fields.requiredText(AGENT, Lengths.MAX_ID);
        return agents.find(new AgentId(id))
                .filter(agent -> !agent.removed())
                .orElseThrow(() -> ApiError.ofField(
                        404, ApiErrorCode.NOT_FOUND, AGENT, "there is no agent " + id + "; create it first"));
    }

    /** Finds a line of the agent. */
    Line line(Fields fields, AgentId agent) {
        Line line = found(fields);
        if (!line.agent().equals(agent)) {
            throw fields.invalid(LINE, "must be one of the agent's own integrations");
        }
        return line;
    }

    /** The current state of the campaign's line. */
    Line line(Campaign campaign) {
        return lines.current(campaign.line()).orElseThrow();
    }

    /** The agent and line of a change. */
    LineChange change(Fields fields) {
        return new LineChange(fields.has(AGENT) ? agent(fields).id() : null, fields.has(LINE) ? found(fields) : null);
    }

    /**
     * Refuses cycles whose filter names a tag that the agent does not have: it would leave out nobody.
     *
     * @param also tags that are accepted although the agent does not have them
     */
    void requireTags(Fields body, AgentId agent, Set<String> also) {
        CyclesFields.requireTags(body, agents, agent, also);
    }

    private Line found(Fields fields) {
        String id = fields.requiredText(LINE, Lengths.MAX_ID);
        return LineId.parse(id)
                .flatMap(lines::current)
                .filter(line -> !line.isRemoved())
                .orElseThrow(() -> ApiError.ofField(
                        404, ApiErrorCode.NOT_FOUND, LINE, "there is no integration " + id + "; create it first"));
    }

    /** Refuses a campaign whose line no longer exists. A line can be deleted when its campaigns are over. */
    void requireThere(Campaign campaign) {
        if (lines.current(campaign.line()).filter(line -> !line.isRemoved()).isEmpty()) {
            throw ApiError.ofField(
                    409,
                    ApiErrorCode.INTEGRATION_DELETED,
                    LINE,
                    "integration " + campaign.line() + " was deleted: give the campaign another one");
        }
    }
}
