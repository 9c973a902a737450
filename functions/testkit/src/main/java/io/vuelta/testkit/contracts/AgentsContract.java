package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of the agents' store. */
public abstract class AgentsContract extends StoreContract {
    private static final Instant AHEAD = NOW.plus(Duration.ofDays(4_000));

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

    private Agent agent(String name, Instant createdAt) {
        return new Agent(new AgentId("agent-" + fresh + "-" + name), name, List.of(), List.of(), List.of(), createdAt);
    }

    /** The list has the agents of all tests: those of this test are newer than all others. */
    @Test
    void agents_are_listed_the_newest_first_without_those_that_were_removed() {
        List<Agent> made = Stream.of("a", "b", "c", "d")
                .map(name -> agent(name, AHEAD.plusMillis(name.charAt(0))))
                .toList();
        made.forEach(store().agents()::put);
        assertThat(store().agents().list(Optional.empty(), 2)).containsExactly(made.get(3), made.get(2));

        assertThat(store().agents().change(made.get(2).id(), agent -> agent.removed(true)))
                .contains(made.get(2).removed(true));

        assertThat(store().agents().list(Optional.empty(), 2)).containsExactly(made.get(3), made.get(1));
        assertThat(store().agents().list(Optional.of(made.get(2).id()), 2)).containsExactly(made.get(1), made.get(0));
        assertThat(store().agents().list(Optional.of(new AgentId("none-" + fresh)), 2))
                .isEmpty();
        assertThat(store().agents().newer(made.get(0).id(), 2)).containsExactly(made.get(0), made.get(1));
        assertThat(store().agents().newer(made.get(2).id(), 2)).containsExactly(made.get(3));
        assertThat(store().agents().newer(new AgentId("none-" + fresh), 2)).isEmpty();
        assertThat(store().agents().find(made.get(2).id())).contains(made.get(2).removed(true));
        made.forEach(agent -> store().agents().change(agent.id(), one -> one.removed(true)));
    }

    @Test
    void a_change_applies_to_the_stored_agent() {
        Agent plain = agent("a", NOW);
        assertThat(store().agents().change(plain.id(), agent -> agent)).isEmpty();
        store().agents().put(plain);
        Agent renamed = new Agent(plain.id(), "Eva", List.of("vip"), List.of("x"), List.of("v"), NOW);

        assertThat(store().agents().change(plain.id(), _ -> renamed)).contains(renamed);
        assertThat(store().agents().change(plain.id(), agent -> agent)).contains(renamed);
        assertThat(store().agents().find(plain.id())).contains(renamed);
    }
}
