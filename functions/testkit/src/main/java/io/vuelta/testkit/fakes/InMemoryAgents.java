package io.vuelta.testkit.fakes;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.agent.Agents;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

final class InMemoryAgents implements Agents {
    private static final Comparator<Agent> NEWEST = Comparator.comparing(Agent::createdAt)
            .thenComparing(agent -> agent.id().value())
            .reversed();

    private final Tables tables;

    InMemoryAgents(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void put(Agent agent) {
        tables.write("agents.put", () -> tables.agents.put(agent.id(), agent));
    }

    @Override
    public Optional<Agent> find(AgentId id) {
        return tables.run("agents.find", () -> Optional.ofNullable(tables.agents.get(id)));
    }

    @Override
    public Optional<Agent> change(AgentId id, UnaryOperator<Agent> change) {
        return tables.run(
                "agents.change",
                () -> Optional.ofNullable(tables.agents.computeIfPresent(id, (_, agent) -> change.apply(agent))));
    }

    @Override
    public List<Agent> newer(AgentId from, int limit) {
        return tables.run("agents.newer", () -> {
            List<Agent> oldest =
                    tables.agents.values().stream().sorted(NEWEST.reversed()).toList();
            int at = oldest.indexOf(tables.agents.get(from));
            return oldest.stream()
                    .skip(at < 0 ? oldest.size() : at)
                    .filter(agent -> !agent.removed())
                    .limit(limit)
                    .toList();
        });
    }

    @Override
    public List<Agent> list(Optional<AgentId> after, int limit) {
        return tables.run("agents.list", () -> {
            List<Agent> newest = tables.agents.values().stream().sorted(NEWEST).toList();
            int from = after.map(tables.agents::get).map(newest::indexOf).orElse(-1) + 1;
            return newest.stream()
                    .skip(after.isPresent() && from == 0 ? newest.size() : from)
                    .filter(agent -> !agent.removed())
                    .limit(limit)
                    .toList();
        });
    }
}
