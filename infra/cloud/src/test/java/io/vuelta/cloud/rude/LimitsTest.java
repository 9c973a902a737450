package io.vuelta.cloud.rude;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LimitsTest {
    private static final Partition PARTITION = new Partition("table", "", "C#1#0");
    private static final Partition INDEX = new Partition("table", "due", "C#1");

    private final AtomicLong now = new AtomicLong();
    private final Limits limits = new Limits(now::get);

    @Test
    void a_partition_takes_1000_write_units_a_second() {
        assertThat(taken(PARTITION, true)).isEqualTo(1000);
        assertThat(taken(PARTITION, true)).isZero();
        now.addAndGet(500_000_000);
        assertThat(taken(PARTITION, true)).isEqualTo(500);
        now.addAndGet(60_000_000_000L);
        assertThat(taken(PARTITION, true)).isEqualTo(1000);
    }

    @Test
    void a_partition_takes_3000_read_units_a_second_in_addition() {
        assertThat(taken(PARTITION, true)).isEqualTo(1000);
        assertThat(taken(PARTITION, false)).isEqualTo(3000);
    }

    @Test
    void an_index_has_its_own_limits() {
        assertThat(taken(PARTITION, true)).isEqualTo(1000);
        assertThat(taken(INDEX, true)).isEqualTo(1000);
    }

    @Test
    void units_that_a_request_takes_above_the_limit_delay_the_next_requests() {
        limits.consumed(PARTITION, true, 3000);
        now.addAndGet(1_999_000_000);
        assertThat(limits.allows(PARTITION, true)).isFalse();
        now.addAndGet(2_000_000);
        assertThat(limits.allows(PARTITION, true)).isTrue();
    }

    private int taken(Partition place, boolean write) {
        int units = 0;
        while (limits.allows(place, write)) {
            limits.consumed(place, write, 1);
            units++;
        }
        return units;
    }
}
