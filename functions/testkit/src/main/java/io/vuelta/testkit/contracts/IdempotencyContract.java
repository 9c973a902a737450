package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.access.IdempotencyStore;
import io.vuelta.domain.access.IdempotencyStore.Taken;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The contract of the store of idempotency keys. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public abstract class IdempotencyContract {
    private static final AtomicInteger IDS = new AtomicInteger();
    private static final Instant NOW = Examples.MONDAY;
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final String key = "idempotency_" + IDS.incrementAndGet();

    protected abstract IdempotencyStore store();

    private Taken take(String request, Duration later) {
        Instant now = NOW.plus(later);
        return store().take(key, request, now, now.plus(LEASE), now.plus(Duration.ofHours(24)));
    }

    @Test
    void the_first_request_acquires_the_key_and_all_others_get_its_answer() {
        assertThat(take("a", Duration.ZERO)).isEqualTo(new Taken.Ours(NOW, false));
        assertThat(take("a", Duration.ofSeconds(29))).isEqualTo(new Taken.UnderWay(NOW.plus(LEASE)));
        assertThat(take("b", Duration.ZERO)).isEqualTo(new Taken.OtherRequest());

        store().answered(key, new IdempotencyStore.Answer(201, new byte[] {1, -2}));

        assertThat(take("a", Duration.ofSeconds(29))).isInstanceOfSatisfying(Taken.Answered.class, answered -> {
            assertThat(answered.answer().status()).isEqualTo(201);
            assertThat(answered.answer().body()).containsExactly(1, -2);
        });
        assertThat(take("b", Duration.ofHours(23))).isEqualTo(new Taken.OtherRequest());
        assertThat(take("b", Duration.ofHours(24))).isEqualTo(new Taken.Ours(NOW.plus(Duration.ofHours(24)), false));
    }

    @Test
    void after_the_lease_another_request_takes_the_key_over_with_the_time_of_the_first() {
        assertThat(take("a", Duration.ZERO)).isEqualTo(new Taken.Ours(NOW, false));

        assertThat(take("a", LEASE)).isEqualTo(new Taken.Ours(NOW, true));
        assertThat(take("a", LEASE))
                .isEqualTo(new Taken.UnderWay(NOW.plus(LEASE).plus(LEASE)));
    }

    @Test
    void a_released_key_is_taken_over_at_once_and_a_freed_key_is_new() {
        assertThat(take("a", Duration.ZERO)).isEqualTo(new Taken.Ours(NOW, false));

        store().release(key);
        assertThat(take("b", Duration.ofSeconds(1))).isEqualTo(new Taken.OtherRequest());
        assertThat(take("a", Duration.ofSeconds(1))).isEqualTo(new Taken.Ours(NOW, true));
        store().free(key);

        assertThat(take("b", Duration.ofSeconds(1))).isEqualTo(new Taken.Ours(NOW.plusSeconds(1), false));
    }
}
