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
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Deletes lines and agents that no campaign needs. It reads all campaigns twice, {@value #PAGE} in one request. If a
 * campaign began to use one just before, the deletion is undone. If the process ends before that, a repeated request
 * undoes it.
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

            private boolean isUsed() {
                return !campaigns.isEmpty() || !lines.isEmpty();
            }
        }

        record NotThere() implements Result {}
    }

    public Result line(LineId id) {
        Predicate<Campaign> user = campaign -> campaign.line().equals(id);
        Optional<Line> there = lines.current(id);
        if (there.isEmpty()) {
            return new Result.NotThere();
        }
        return remove(there.get().isRemoved(), () -> new Result.InUse(users(user), List.of()), removed -> {
            var _ = lines.change(id, line -> line.removed(removed));
        });
    }

    public Result agent(AgentId id) {
        Predicate<Campaign> user = campaign -> campaign.agent().equals(id);
        Optional<Agent> there = agents.find(id);
        if (there.isEmpty()) {
            return new Result.NotThere();
        }
        return remove(there.get().removed(), () -> new Result.InUse(users(user), lines.ofAgent(id)), removed -> {
            var _ = agents.change(id, agent -> agent.removed(removed));
        });
    }

    /**
     * Removes it if nothing uses it, before and after: a campaign may read it before it is removed, and begin to use it
     * after that.
     *
     * @param removed whether it is removed already, perhaps by a process that ended before it looked again
     * @param uses what uses it now
     * @param mark marks it as removed, or as not removed
     */
    private static Result remove(boolean removed, Supplier<Result.InUse> uses, Consumer<Boolean> mark) {
        Result.InUse use = uses.get();
        if (!removed) {
            if (use.isUsed()) {
                return use;
            }
            mark.accept(true);
            use = usesAfter(uses, mark);
        }
        if (use.isUsed()) {
            mark.accept(false);
            return use;
        }
        return removed ? new Result.NotThere() : new Result.Removed();
    }

    private static Result.InUse usesAfter(Supplier<Result.InUse> uses, Consumer<Boolean> mark) {
        try {
            return uses.get();
        } catch (RuntimeException e) {
            // It is unknown whether it is in use.
            mark.accept(false);
            throw e;
        }
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
