package io.vuelta.domain.event;

import static io.vuelta.domain.event.EventExamples.NOW;
import static io.vuelta.domain.event.EventExamples.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.InMemoryDeliveries;
import io.vuelta.testkit.fakes.InMemoryDeliveryLog;
import io.vuelta.testkit.fakes.InMemoryEndpoints;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.InMemoryUndeliveredEvents;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The functions publish and deliver, with all ports in memory. */
final class EventWorld {
    final VirtualTime clock = new VirtualTime(NOW);
    final InMemoryEndpoints endpoints = new InMemoryEndpoints();
    final InMemoryDeliveries deliveries = new InMemoryDeliveries(clock);
    final InMemoryUndeliveredEvents undelivered = new InMemoryUndeliveredEvents();
    final InMemoryDeliveryLog log = new InMemoryDeliveryLog();
    final Receiver receiver = new Receiver();

    /** The answers of the runtime of an agent. */
    Function<Event, EventReceiver.Reply> runtime = _ -> new EventReceiver.Reply.Accepted(200);

    final InMemoryStore store = new InMemoryStore();
    private final EventBodies bodies = new EventBodies(
            store.campaigns(),
            store.agents(),
            store.lines(),
            store.contacts(),
            store.attempts(),
            store.conversations());
    private final DeliverEvent deliver = new DeliverEvent(
            endpoints,
            receiver,
            bodies,
            deliveries,
            undelivered,
            log,
            new HandToRuntime(
                    store.campaigns(),
                    store.agents(),
                    store.lines(),
                    store.attempts(),
                    (_, _, _, event) -> runtime.apply(event)),
            clock);

    void faults(Faults faults) {
        endpoints.faults(faults);
        deliveries.faults(faults);
        undelivered.faults(faults);
        log.faults(faults);
        receiver.faults = faults;
    }

    void add(Endpoint endpoint) {
        assertThat(endpoints.save(endpoint)).isTrue();
    }

    boolean deliverNext() {
        return deliveries.handNext(delivery -> {
            var _ = deliver.deliver(delivery);
        });
    }

    void deliverAll() {
        while (deliverNext()) {}
    }

    /** Delivers a new event for the first time. */
    DeliverEvent.Result deliver(int n, EndpointId endpoint, Instant at) {
        clock.set(at);
        return deliver.deliver(Delivery.first(event(n), endpoint, at));
    }

    /** The customer's receiver. */
    static final class Receiver implements EventReceiver {
        private final Map<EndpointId, Supplier<Reply>> answers = new HashMap<>();
        private final Map<EndpointId, Deque<Reply>> next = new HashMap<>();
        private final Map<EndpointId, Integer> posts = new HashMap<>();
        private final Map<EndpointId, List<String>> received = new HashMap<>();
        private final Map<String, Map<String, @Nullable Object>> bodies = new LinkedHashMap<>();
        private Runnable onPost = () -> {};
        private Faults faults = Faults.NONE;

        void answers(EndpointId id, Supplier<Reply> answer) {
            answers.put(id, answer);
        }

        void answersOnce(EndpointId id, Reply answer) {
            next.computeIfAbsent(id, _ -> new ArrayDeque<>()).add(answer);
        }

        void onPost(Runnable action) {
            onPost = action;
        }

        int posts(EndpointId id) {
            return posts.getOrDefault(id, 0);
        }

        /** The ids of the accepted events, in their order, including repeated ones. */
        List<String> received(EndpointId id) {
            return received.getOrDefault(id, List.of());
        }

        @Override
        public Reply post(Endpoint endpoint, Map<String, @Nullable Object> body) {
            faults.before("receiver.post");
            posts.merge(endpoint.id(), 1, Integer::sum);
            onPost.run();
            String id = String.valueOf(body.get("id"));
            Map<String, @Nullable Object> earlier = bodies.putIfAbsent(id, body);
            assertThat(earlier)
                    .as("the same event has the same body")
                    .satisfiesAnyOf(
                            none -> assertThat(none).isNull(),
                            same -> assertThat(same).isEqualTo(body));
            Reply reply = Optional.ofNullable(next.get(endpoint.id()))
                    .map(Deque::poll)
                    .orElseGet(() -> answers.getOrDefault(endpoint.id(), () -> new Reply.Accepted(200))
                            .get());
            if (reply instanceof Reply.Accepted) {
                received.computeIfAbsent(endpoint.id(), _ -> new ArrayList<>()).add(id);
            }
            faults.after("receiver.post");
            return reply;
        }

        @Override
        public Optional<String> refusal(String url) {
            return Optional.empty();
        }
    }
}
