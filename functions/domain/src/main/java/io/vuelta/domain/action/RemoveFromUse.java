package io.vuelta.domain.action;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Deletes lines and agents that no campaign needs. It reads all campaigns, so it costs as many reads as there are
 * campaigns. If a campaign began to use one just before, the deletion is undone.
 */
public final class RemoveFromUse {
    /** Maximum number of campaigns that the result names. */
    public static final int MAX_NAMED = 20;

    private static final int PAGE = 100;

    private final Agents agents;
    private final Lines lines;
    private final Campaigns campaigns;

    public RemoveFromUse(Agents agents, Lines lines, Campaigns campaigns) {
        this.agents = agents;
        this.lines = lines;
        this.campaigns = campaigns;
    }

    /** The result of a deletion. */
    public sealed interface Result {
        record Removed() implements Result {}

        /**
         * The agent or line is still in use.
         *
         * @param campaigns the campaigns that use it and are not over; at most {@link #MAX_NAMED}
         * @param lines the lines of the agent; empty for a line
         */
        record InUse(List<Campaign> campaigns, List<Line> lines) implements Result {
            public InUse {
                campaigns = List.copyOf(campaigns);
                lines = List.copyOf(lines);
            }
        }

        record NotThere() implements Result {}
    }

    public Result line(LineId id) {
        Predicate<Campaign> user = campaign -> campaign.line().equals(id);
        if (lines.current(id).filter(line -> !line.isRemoved()).isEmpty()) {
            return new Result.NotThere();
        }
        List<Campaign> users = users(user);
        if (users.isEmpty()) {
            Optional<Line> unused = lines.change(id, line -> line.removed(true));
            users = users(user);
            if (!users.isEmpty()) {
                unused = lines.change(id, line -> line.removed(false));
            }
        }
        return users.isEmpty() ? new Result.Removed() : new Result.InUse(users, List.of());
    }

    public Result agent(AgentId id) {
        Predicate<Campaign> user = campaign -> campaign.agent().equals(id);
        if (agents.find(id).filter(agent -> !agent.removed()).isEmpty()) {
            return new Result.NotThere();
        }
        List<Campaign> users = users(user);
        List<Line> own = lines.ofAgent(id);
        if (users.isEmpty() && own.isEmpty()) {
            Optional<Agent> unused = agents.change(id, agent -> agent.removed(true));
            users = users(user);
            own = lines.ofAgent(id);
            if (!users.isEmpty() || !own.isEmpty()) {
                unused = agents.change(id, agent -> agent.removed(false));
            }
        }
        return users.isEmpty() && own.isEmpty() ? new Result.Removed() : new Result.InUse(users, own);
    }

    /** The campaigns on this line that are not over and have a budget; at most {@link #MAX_NAMED}. */
    public List<Campaign> withBudget(LineId id) {
        return users(
                campaign -> campaign.line().equals(id) && campaign.settings().budget() != null);
    }

    private List<Campaign> users(Predicate<Campaign> user) {
        List<Campaign> users = new ArrayList<>();
        List<Campaign> page = campaigns.list(Optional.empty(), PAGE);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(campaign -> !campaign.status().isOver())
                    .filter(user)
                    .limit(MAX_NAMED - users.size())
                    .forEach(users::add);
            page = users.size() < MAX_NAMED
                    ? campaigns.list(Optional.of(page.getLast().id()), PAGE)
                    : List.of();
        }
        return users;
    }
}
