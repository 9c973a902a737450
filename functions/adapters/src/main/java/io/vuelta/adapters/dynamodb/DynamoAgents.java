package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.agent.Agents;
import java.util.Optional;

/** Agents. */
public final class DynamoAgents implements Agents {
    private final DynamoTable table;

    public DynamoAgents(DynamoTable table) {
        this.table = table;
    }

    @Override
    public void put(Agent agent) {
        table.put(new ItemWriter(Keys.agent(agent.id()))
                .put("name", agent.name())
                .put("tags", agent.tags())
                .put("extractable_fields", agent.extractableFields())
                .put("voices", agent.voices())
                .put("created_at", agent.createdAt())
                .item());
    }

    @Override
    public Optional<Agent> find(AgentId id) {
        return table.find(Keys.agent(id))
                .map(item -> new Agent(
                        id,
                        item.text("name"),
                        item.texts("tags"),
                        item.texts("extractable_fields"),
                        item.texts("voices"),
                        item.instant("created_at")));
    }
}
