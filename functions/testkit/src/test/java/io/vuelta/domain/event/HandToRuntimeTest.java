package io.vuelta.domain.event;

import static io.vuelta.testkit.examples.Examples.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.ResultTable;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.pace.Command;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryDeliveries;
import io.vuelta.testkit.fakes.InMemoryDeliveryLog;
import io.vuelta.testkit.fakes.InMemoryEndpoints;
import io.vuelta.testkit.fakes.InMemoryUndeliveredEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A person's message reaches the runtime of the campaign's agent, with one id, even after a long outage. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HandToRuntimeTest {
    private final World world = new World(Examples.with().template("promo_june", null));
    private final InMemoryEndpoints endpoints = new InMemoryEndpoints();
    private final InMemoryDeliveries deliveries = new InMemoryDeliveries(world.clock);
    private final InMemoryUndeliveredEvents undelivered = new InMemoryUndeliveredEvents();
    private final PublishEvents publishEvents =
            new PublishEvents(endpoints, world.store.campaigns(), world.store.agents(), deliveries, world.clock);
    private final List<String> posted = new ArrayList<>();
    private EventReceiver.Reply answer = new EventReceiver.Reply.Accepted(204);
    private final DeliverEvent deliver = new DeliverEvent(
            endpoints,
            new EventWorld.Receiver(),
            new EventBodies(
                    world.store.campaigns(),
                    world.store.agents(),
                    world.store.lines(),
                    world.store.contacts(),
                    world.store.attempts(),
                    world.store.conversations()),
            deliveries,
            undelivered,
            new InMemoryDeliveryLog(),
            new HandToRuntime(
                    world.store.campaigns(),
                    world.store.agents(),
                    world.store.lines(),
                    world.store.attempts(),
                    (agent, line, message, event) -> {
                        posted.add(agent.runtimeUrl() + " " + line.id() + " " + message.id() + " " + event.id());
                        return answer;
                    }),
            world.clock);
    private final AttemptId attempt;

    HandToRuntimeTest() {
        world.load(1);
        Command.Begin command = world.beginNext();
        attempt = World.id(command);
        agent("https://agent.example");
    }

    private void agent(@Nullable String runtime) {
        world.store
                .agents()
                .put(new Agent(
                        Examples.AGENT,
                        "Inés",
                        List.of(),
                        List.of(),
                        List.of(),
                        ResultTable.EMPTY,
                        runtime,
                        MONDAY,
                        false));
    }

    private ItemChange reply(boolean known) {
        return new ItemChange.OfReply(
                known, new ReceivedMessage(attempt, "wamid.7", "text", "hola", null, MONDAY), MONDAY);
    }

    private void deliverAll() {
        boolean more = true;
        while (more) {
            more = deliveries.handNext(delivery -> {
                var _ = deliver.deliver(delivery);
            });
        }
    }

    @Test
    void a_repeated_reply_is_posted_with_one_id() {
        assertThat(publishEvents.publish(List.of(reply(false))).deliveries()).isEqualTo(1);
        assertThat(publishEvents.publish(List.of(reply(false), reply(true))).deliveries())
                .isEqualTo(1);
        deliverAll();

        assertThat(posted).hasSize(2);
        assertThat(posted.getFirst())
                .startsWith("https://agent.example line " + attempt + " evt_")
                .isEqualTo(posted.getLast());
    }

    @Test
    void nothing_is_sent_without_a_runtime_or_to_a_removed_one() {
        var _ = publishEvents.publish(List.of(reply(false)));
        agent(null);
        assertThat(publishEvents.publish(List.of(reply(false))).deliveries()).isZero();
        deliverAll();

        assertThat(posted).isEmpty();
        assertThat(undelivered.size()).isZero();
    }

    @Test
    void an_unavailable_runtime_is_tried_for_31_hours_and_then_the_message_is_kept_for_a_replay() {
        answer = new EventReceiver.Reply.Failed("TIMEOUT", true);
        var _ = publishEvents.publish(List.of(reply(false)));
        deliverAll();

        assertThat(posted).hasSize(Delivery.WAITS.size() + 1);
        assertThat(Duration.between(MONDAY, world.clock.instant())).isGreaterThan(Duration.ofHours(31));
        String id = posted.getFirst().substring(posted.getFirst().indexOf("evt_"));
        assertThat(undelivered.find(id, world.clock.instant())).hasSize(1);

        answer = new EventReceiver.Reply.Accepted(200);
        assertThat(new ReplayEvent(endpoints, undelivered, deliveries, world.clock).replay(id))
                .containsExactly(EndpointId.RUNTIME);
        deliverAll();
        assertThat(posted).hasSize(Delivery.WAITS.size() + 2);
        assertThat(undelivered.size()).isZero();
    }
}
