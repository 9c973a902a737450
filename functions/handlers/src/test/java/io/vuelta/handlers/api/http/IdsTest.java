package io.vuelta.handlers.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IdsTest {
    private final VirtualTime clock = new VirtualTime(Instant.ofEpochMilli(1_469_918_176_385L));
    private final Random random = new Random(7);
    private final Ids ids = new Ids(clock, () -> random);

    @Test
    void the_first_ten_digits_are_the_time() {
        // The example of https://github.com/ulid/spec
        assertThat(ids.next()).hasSize(26).startsWith("01ARYZ6S41");
    }

    @Test
    void later_ids_sort_after_earlier_ones() {
        String before = "";
        for (int n = 0; n < 5_000; n++) {
            String next = ids.next();
            assertThat(next).isGreaterThan(before);
            before = next;
            clock.advance(Duration.ofMillis(1 + random.nextInt(100_000)));
        }
    }

    @Test
    void ids_of_one_instant_differ() {
        Set<String> seen = new HashSet<>();
        for (int n = 0; n < 10_000; n++) {
            assertThat(seen.add(ids.next())).isTrue();
        }
    }

    @Test
    void uuids_are_random_ones() {
        UUID uuid = UUID.fromString(ids.uuid());

        assertThat(uuid.version()).isEqualTo(4);
        assertThat(uuid.variant()).isEqualTo(2);
    }
}
