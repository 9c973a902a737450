package io.vuelta.domain.agent;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Store of the agents. Reads are strongly consistent. A removed agent is still found by its id, and is in no list. */
public interface Agents {
    void put(Agent agent);

    Optional<Agent> find(AgentId id);

    /**
     * Replaces an agent by its changed version. If there are two changes at once, the second is applied to the result
     * of the first.
     *
     * @param change may be called several times
     * @return the agent as it is now; empty if there is none
     */
    Optional<Agent> change(AgentId id, UnaryOperator<Agent> change);

    /**
     * Agents, the newest first.
     *
     * @param after the last of the page before
     * @param limit at least 1
     */
    List<Agent> list(Optional<AgentId> after, int limit);

    /** This agent and the next newer ones, the newest last; none if there never was such an agent. */
    List<Agent> newer(AgentId from, int limit);
}
