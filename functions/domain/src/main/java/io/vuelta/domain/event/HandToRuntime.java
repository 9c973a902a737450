package io.vuelta.domain.event;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Lines;
import java.util.Optional;

/** Posts a person's message to the runtime of the campaign's agent. */
public final class HandToRuntime {
    private final Campaigns campaigns;
    private final Agents agents;
    private final Lines lines;
    private final Attempts attempts;
    private final RuntimeReceiver receiver;

    public HandToRuntime(Campaigns campaigns, Agents agents, Lines lines, Attempts attempts, RuntimeReceiver receiver) {
        this.campaigns = campaigns;
        this.agents = agents;
        this.lines = lines;
        this.attempts = attempts;
        this.receiver = receiver;
    }

    /** Posts the event, and returns the runtime's response; empty if the agent has no runtime. */
    Optional<EventReceiver.Reply> hand(Event event) {
        Optional<Message> message = AttemptId.parse(String.valueOf(event.data().get("message_id")))
                .flatMap(attempts::find)
                .filter(Message.class::isInstance)
                .map(Message.class::cast);
        return message.flatMap(answered -> {
            Optional<Agent> agent = agent(answered.id().campaign(), campaigns, agents);
            Optional<Line> line = lines.find(answered.line());
            return agent.isEmpty() || line.isEmpty()
                    ? Optional.empty()
                    : Optional.of(receiver.post(agent.get(), line.get(), answered, event));
        });
    }

    /** The campaign's agent, if it has a runtime. */
    static Optional<Agent> agent(CampaignId campaign, Campaigns campaigns, Agents agents) {
        return campaigns
                .find(campaign)
                .map(Campaign::agent)
                .flatMap(agents::find)
                .filter(agent -> {
                    String url = agent.runtimeUrl();
                    return url != null;
                });
    }
}
