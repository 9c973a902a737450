package io.vuelta.simulation;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.vuelta.testkit.contracts.Arrivals;
import io.vuelta.testkit.fakes.TestContext;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The messages that a simulated queue delivers to its function, which handles all of them. Waiting advances virtual
 * time.
 */
final class SimulatedArrivals<T> implements Arrivals<T> {
    private final Function<String, T> read;
    private final Timeline timeline;
    private final VirtualTime clock;
    private final List<Arrival<T>> came = new ArrayList<>();

    /** @param read the body of a message */
    SimulatedArrivals(Function<String, T> read, Timeline timeline, VirtualTime clock) {
        this.read = read;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** The function to connect to the queue. */
    SimulatedFunction function(Processes processes, Chaos chaos, SimulationLog journal) {
        return new SimulatedFunction(
                "arrivals",
                (event, _) -> receive(event),
                Duration.ofSeconds(30),
                () -> new TestContext(line -> journal.note("  log", line)),
                processes,
                chaos,
                journal);
    }

    private SQSBatchResponse receive(SQSEvent event) {
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            came.add(new Arrival<>(read.apply(message.getBody()), clock.instant()));
        }
        return new SQSBatchResponse(List.of());
    }

    @Override
    public List<Arrival<T>> await(Duration atMost, Predicate<List<Arrival<T>>> enough) {
        Instant end = clock.instant().plus(atMost);
        while (!enough.test(List.copyOf(came))) {
            Timeline.Event next = timeline.next();
            if (next == null || next.at().isAfter(end)) {
                clock.until(end);
                break;
            }
            clock.until(next.at());
            timeline.take().action().run();
        }
        return List.copyOf(came);
    }

    @Override
    public InstantSource clock() {
        return clock;
    }
}
