package io.vuelta.domain.campaign;

import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import org.jspecify.annotations.Nullable;

/**
 * Another agent and another line for a campaign.
 *
 * @param agent null keeps the campaign's agent
 * @param line null keeps the campaign's line
 */
public record LineChange(@Nullable AgentId agent, @Nullable Line line) {
    public static final String AGENT = "agent_id";
    public static final String LINE = "integration_id";

    /** Changes nothing. */
    public static final LineChange NONE = new LineChange(null, null);

    /**
     * Whether it gives the campaign another agent or another line.
     *
     * @throws InvalidSetting if the line does not belong to the agent, or has another channel than the campaign
     */
    public boolean moves(Campaign current) {
        AgentId nextAgent = agent == null ? current.agent() : agent;
        if (line == null) {
            // A campaign's line always belongs to its agent.
            InvalidSetting.require(
                    nextAgent.equals(current.agent()),
                    AGENT,
                    "must be the agent of the campaign's integration; to change it, give integration_id, too");
            return false;
        }
        InvalidSetting.require(line.agent().equals(nextAgent), LINE, "must be one of the agent's own integrations");
        Channel channel = current.settings().channel();
        InvalidSetting.require(
                line.channel() == channel, LINE, "must be of type " + channel.wire() + ", as the campaign is");
        return !nextAgent.equals(current.agent()) || !line.id().equals(current.line());
    }

    /**
     * The campaign after the change; the same one if it {@link #moves} nothing.
     *
     * @throws InvalidSetting as {@link #moves}
     * @throws IllegalStateException unless the campaign {@link Campaign#mayMove}
     */
    public Campaign applied(Campaign current) {
        return line != null && moves(current) ? current.movedTo(line.agent(), line.id()) : current;
    }
}
