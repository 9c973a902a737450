package io.vuelta.domain.agent;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Store of the agents. Reads are strongly consistent. A removed agent can still be read by its id, and appears in no
 * list.
 */
public interface Agents {
    void put(Agent agent);

    Optional<Agent> find(AgentId id);

    /**
     * Replaces an agent by its changed version. If two changes happen at the same time, the second is applied to the
     * result of the first.
     *
     * @param change may be called several times
     * @return the agent after the change; empty if it does not exist
     */
    Optional<Agent> change(AgentId id, UnaryOperator<Agent> change);

    /**
     * Agents, the newest first.
     *
     * @param after the last agent of the previous page
     * @param limit at least 1
     */
    List<Agent> list(Optional<AgentId> after, int limit);

    /** This agent and the next newer ones, the newest last; none if there never was such an agent. */
    List<Agent> newer(AgentId from, int limit);
}
