package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the agents' store promises. */
public abstract class AgentsContract extends StoreContract {
    @Test
    void an_agent_is_found_as_it_was_put_last() {
        AgentId id = new AgentId("agent-" + fresh);
        assertThat(store().agents().find(id)).isEmpty();
        Agent plain = new Agent(id, "Inés", List.of(), List.of(), List.of(), NOW);
        store().agents().put(plain);
        assertThat(store().agents().find(id)).contains(plain);

        Agent rich =
                new Agent(id, "Inés", List.of("vip", "callback"), List.of("rating", "email"), List.of("b", "a"), NOW);
        store().agents().put(rich);

        assertThat(store().agents().find(id)).contains(rich);
    }
}
