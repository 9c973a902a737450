package io.vuelta.testkit.fakes;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.agent.Agents;
import java.util.Optional;

final class InMemoryAgents implements Agents {
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
}
