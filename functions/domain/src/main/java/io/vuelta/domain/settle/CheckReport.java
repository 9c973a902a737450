package io.vuelta.domain.settle;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.campaign.Campaigns;
import java.util.Optional;

/** Checks whether a conversation's report is valid, before anything is written. */
public final class CheckReport {
    private final Campaigns campaigns;
    private final Agents agents;

    public CheckReport(Campaigns campaigns, Agents agents) {
        this.campaigns = campaigns;
        this.agents = agents;
    }

    /** The error in the report; empty if it has none. It is also an error if the attempt's campaign does not exist. */
    public Optional<ConversationReport.Refusal> refusal(AttemptId attempt, ConversationReport report) {
        Optional<Agent> agent = campaigns.find(attempt.campaign()).flatMap(campaign -> agents.find(campaign.agent()));
        return agent.isEmpty()
                ? Optional.of(new ConversationReport.Refusal("attempt", "is not known"))
                : report.refusal(agent.get());
    }
}
