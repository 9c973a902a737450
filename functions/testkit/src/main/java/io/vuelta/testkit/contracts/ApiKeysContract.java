package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.access.ApiKey;
import io.vuelta.domain.access.ApiKeys;
import io.vuelta.domain.access.Scope;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The contract of the store of API keys. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public abstract class ApiKeysContract {
    private static final AtomicInteger IDS = new AtomicInteger();
    private static final Instant HOUR = Instant.parse("2026-11-02T16:00:00Z");

    private final String id = "%016x".formatted(IDS.incrementAndGet());

    protected abstract ApiKeys keys();

    private ApiKey key(String digit) {
        return new ApiKey(id, "CRM", Scope.WRITE, digit.repeat(64), Examples.MONDAY, null);
    }

    @Test
    void a_key_is_found_as_it_was_created() {
        assertThat(keys().find(id)).isEmpty();

        assertThat(keys().create(key("a"))).isTrue();

        assertThat(keys().find(id)).contains(key("a"));
        assertThat(keys().all()).contains(key("a"));
    }

    @Test
    void the_same_key_may_be_created_again_and_another_of_its_id_may_not() {
        assertThat(keys().create(key("a"))).isTrue();

        assertThat(keys().create(key("a"))).isTrue();
        assertThat(keys().create(key("b"))).isFalse();

        assertThat(keys().find(id)).contains(key("a"));
    }

    @Test
    void a_revoked_key_is_gone_and_a_noted_use_does_not_restore_it() {
        assertThat(keys().create(key("a"))).isTrue();

        assertThat(keys().revoke(id)).isTrue();
        assertThat(keys().revoke(id)).isFalse();
        keys().used(id, HOUR);

        assertThat(keys().find(id)).isEmpty();
        assertThat(keys().all()).extracting(ApiKey::id).doesNotContain(id);
    }

    @Test
    void the_latest_hour_of_use_is_noted() {
        assertThat(keys().create(key("a"))).isTrue();

        keys().used(id, HOUR);
        keys().used(id, HOUR.minus(Duration.ofHours(1)));
        assertThat(keys().find(id)).map(ApiKey::lastUsedAt).contains(HOUR);
        keys().used(id, HOUR.plus(Duration.ofHours(10)));

        assertThat(keys().find(id)).map(ApiKey::lastUsedAt).contains(HOUR.plus(Duration.ofHours(10)));
    }
}
