package io.vuelta.domain.agent;

import java.util.Optional;

/** Where agents are kept. */
public interface Agents {
    void put(Agent agent);

    Optional<Agent> find(AgentId id);
}
