package io.vuelta.testkit.fakes;

import io.vuelta.domain.event.Deliveries;
import io.vuelta.domain.event.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The queue of deliveries, with the behaviour of SQS: it delays by fifteen minutes at most, and a delivery whose
 * receiver fails is delivered again.
 */
public final class InMemoryDeliveries implements Deliveries {
    private static final Duration MAX_DELAY = Duration.ofMinutes(15);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    private final VirtualTime clock;
    private final List<Waiting> waiting = new ArrayList<>();
    private Faults faults = Faults.NONE;

    private record Waiting(Delivery delivery, Instant visibleAt) {}

    public InMemoryDeliveries(VirtualTime clock) {
        this.clock = clock;
    }

    public void faults(Faults newFaults) {
        faults = newFaults;
    }

    @Override
    public void send(List<Delivery> deliveries) {
        faults.before("deliveries.send");
        deliveries.forEach(delivery -> waiting.add(new Waiting(delivery, visibleAt(delivery))));
        faults.after("deliveries.send");
    }

    private Instant visibleAt(Delivery delivery) {
        Instant latest = clock.instant().plus(MAX_DELAY);
        return delivery.dueAt().isAfter(latest) ? latest : delivery.dueAt();
    }

    /** Moves the clock to the next visible delivery, and passes it to the receiver. Returns false if there is none. */
    public boolean handNext(Consumer<Delivery> receiver) {
        Optional<Waiting> next = waiting.stream().min(Comparator.comparing(Waiting::visibleAt));
        if (next.isEmpty()) {
            return false;
        }
        waiting.remove(next.get());
        clock.until(next.get().visibleAt());
        try {
            receiver.accept(next.get().delivery());
        } catch (FailAt.Crash _) {
            waiting.add(new Waiting(next.get().delivery(), clock.instant().plus(AGAIN_AFTER)));
        }
        return true;
    }

    /** The messages on the queue, visible or not. */
    public List<Delivery> all() {
        return waiting.stream().map(Waiting::delivery).toList();
    }
}
