package vuelta.domain.action;

import java.util.Optional;
import vuelta.domain.agent.Agent;
import vuelta.domain.agent.Agents;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.ConversationReport;
import vuelta.domain.campaign.Campaigns;

/** Tells whether a conversation's report can be taken, before anything is written. */
public final class CheckReport {
    private final Campaigns campaigns;
    private final Agents agents;

    public CheckReport(Campaigns campaigns, Agents agents) {
        this.campaigns = campaigns;
        this.agents = agents;
    }

    /** Why not; empty if it can. Of an attempt whose campaign we do not have, that. */
    public Optional<ConversationReport.Refusal> refusal(AttemptId attempt, ConversationReport report) {
        Optional<Agent> agent = campaigns.find(attempt.campaign()).flatMap(campaign -> agents.find(campaign.agent()));
        return agent.isEmpty()
                ? Optional.of(new ConversationReport.Refusal("attempt", "is none of ours"))
                : report.refusal(agent.get());
    }
}
