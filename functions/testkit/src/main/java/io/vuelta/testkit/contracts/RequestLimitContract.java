package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.access.RequestCounts;
import io.vuelta.domain.access.RequestLimit;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The contract of the counts of requests, and the limit on them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public abstract class RequestLimitContract {
    private static final int LIMIT = 12;
    private static final AtomicInteger IDS = new AtomicInteger();

    private final String key = "limited_" + IDS.incrementAndGet();
    private final VirtualTime clock = new VirtualTime(Examples.MONDAY);
    private final AtomicInteger asked = new AtomicInteger();

    protected abstract RequestCounts counts();

    private RequestLimit instance() {
        RequestCounts counts = counts();
        return new RequestLimit(
                (keyId, second, limit) -> {
                    asked.incrementAndGet();
                    return counts.add(keyId, second, limit);
                },
                LIMIT,
                clock);
    }

    @Test
    void requests_are_counted_up_to_the_limit() {
        for (int n = 1; n <= 3; n++) {
            assertThat(counts().add(key, 1, 3)).hasValue(n);
        }
        assertThat(counts().add(key, 1, 3)).isEqualTo(OptionalInt.empty());
        assertThat(counts().add(key, 2, 3)).hasValue(1);
        assertThat(counts().add(key + "x", 1, 3)).hasValue(1);
    }

    @Test
    void of_a_hundred_concurrent_requests_over_ten_instances_twelve_are_allowed() throws Exception {
        List<RequestLimit> instances =
                IntStream.range(0, 10).mapToObj(_ -> instance()).toList();

        assertThat(admittedOf100(instances)).isEqualTo(LIMIT);
        assertThat(admittedOf100(instances)).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(admittedOf100(instances)).isEqualTo(LIMIT);
    }

    @Test
    void an_instance_that_knows_that_a_second_is_full_does_not_ask_the_store() {
        RequestLimit instance = instance();
        for (int n = 0; n < 1_000; n++) {
            assertThat(instance.admits(key)).isEqualTo(n < LIMIT);
        }

        assertThat(asked).hasValue(LIMIT);
        RequestLimit another = instance();
        for (int n = 0; n < 1_000; n++) {
            assertThat(another.admits(key)).isFalse();
        }
        assertThat(asked).hasValue(LIMIT + 1);
    }

    private long admittedOf100(List<RequestLimit> instances) throws Exception {
        List<Callable<Boolean>> requests = IntStream.range(0, 100)
                .mapToObj(n -> (Callable<Boolean>)
                        () -> instances.get(n % instances.size()).admits(key))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            long admitted = 0;
            for (Future<Boolean> request : threads.invokeAll(requests)) {
                admitted += request.get() ? 1 : 0;
            }
            return admitted;
        }
    }
}
