package io.vuelta.domain.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.file.SeenNumbers.Seen;
import io.vuelta.domain.phone.PhoneNumber;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SeenNumbersTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 50);
    }

    /** Numbers of all lengths, consecutive and repeated ones, and some that differ only in their upper digits. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_number_is_new_exactly_once(long seed) {
        Random random = new Random(seed);
        SeenNumbers seen = new SeenNumbers();
        Set<Long> expected = new HashSet<>();
        long start = random.nextLong(1_000_000_000L, 999_999_000_000_000L);
        int range = random.nextInt(1, 20_000);
        for (int i = 0; i < 10_000; i++) {
            long digits = switch (random.nextInt(3)) {
                case 0 -> start + random.nextInt(range);
                case 1 -> random.nextLong(1_000_000L, 1_000_000_000_000_000L);
                default -> (1L + random.nextInt(200)) << 32 | 5_551_234L;
            };
            assertThat(seen.add(digits, random.nextBoolean()) == Seen.NEW).isEqualTo(expected.add(digits));
        }
    }

    @Test
    void numbers_of_different_lengths_are_different() {
        SeenNumbers seen = new SeenNumbers();

        assertThat(seen.add(new PhoneNumber("+525555551234"))).isEqualTo(Seen.NEW);
        assertThat(seen.add(new PhoneNumber("+5255555512340"))).isEqualTo(Seen.NEW);
        assertThat(seen.add(new PhoneNumber("+525555551234"))).isEqualTo(Seen.AGAIN);
    }

    @Test
    void the_first_form_with_the_mobile_mark_is_distinguished_from_later_ones_while_the_table_grows() {
        PhoneNumber plain = new PhoneNumber("+541123459105");
        PhoneNumber marked = new PhoneNumber("+5491123459105");
        SeenNumbers seen = new SeenNumbers();

        assertThat(seen.add(plain)).isEqualTo(Seen.NEW);
        assertThat(seen.add(plain)).isEqualTo(Seen.AGAIN);
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(new PhoneNumber("+5411%08d".formatted(i)))).isEqualTo(Seen.NEW);
        }
        assertThat(seen.add(marked)).isEqualTo(Seen.AGAIN_WITH_MARK);
        assertThat(seen.add(marked)).isEqualTo(Seen.AGAIN);
        assertThat(seen.add(plain)).isEqualTo(Seen.AGAIN);
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(new PhoneNumber("+54911%08d".formatted(i)))).isEqualTo(Seen.AGAIN_WITH_MARK);
        }
    }

    /** The bytes allocated in total limit those in use at any moment, also while the table grows. */
    @Test
    void a_million_numbers_take_at_most_32_MiB_even_while_it_grows() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Random random = new Random(1);
        SeenNumbers seen = new SeenNumbers();
        int added = 0;
        long before = threads.getCurrentThreadAllocatedBytes();
        while (added < 1_000_000) {
            added += seen.add(random.nextLong(1_000_000L, 1_000_000_000_000_000L), true) == Seen.NEW ? 1 : 0;
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThanOrEqualTo(32 * 1024 * 1024);
    }
}
