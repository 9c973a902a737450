package io.vuelta.handlers.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vuelta.handlers.api.Client;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IdempotencyFilterTest {
    private static final String BODY = "{'name':'A'}";

    private final Client client = Client.withLine().header("Idempotency-Key", "k1");

    @Test
    void a_repeat_gets_the_first_answer() {
        Client.Reply first = client.post("/agents", BODY);
        Client.Reply second = client.post("/agents", BODY);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(first.headers()).doesNotContainKey("idempotency-replayed");
        assertThat(second.headers()).containsEntry("idempotency-replayed", "true");
    }

    @Test
    void without_a_key_or_with_another_one_a_repeat_creates_again() {
        String first = client.post("/agents", BODY).text("/agent/id");

        assertThat(client.header("Idempotency-Key", "k2").post("/agents", BODY).text("/agent/id"))
                .isNotEqualTo(first);
        assertThat(client.header("Idempotency-Key", null).post("/agents", BODY).text("/agent/id"))
                .isNotEqualTo(first);
    }

    @Test
    void the_same_key_with_another_request_is_refused() {
        client.post("/agents", BODY);

        assertThat(client.post("/agents", "{'name':'B'}").error()).isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
        assertThat(client.post("/campaigns", BODY).error()).isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
    }

    @ParameterizedTest
    @CsvSource({"23:59:59, true", "24:00:00, false"})
    void an_answer_is_kept_for_a_day(String later, boolean kept) {
        String first = client.post("/agents", BODY).text("/agent/id");
        String[] parts = later.split(":", -1);
        client.clock.advance(Duration.ofHours(Long.parseLong(parts[0]))
                .plusMinutes(Long.parseLong(parts[1]))
                .plusSeconds(Long.parseLong(parts[2])));

        assertThat(client.post("/agents", BODY).text("/agent/id").equals(first)).isEqualTo(kept);
    }

    @Test
    void a_request_that_was_refused_may_be_mended_under_the_same_key() {
        assertThat(client.post("/agents", "{}").status()).isEqualTo(400);
        assertThat(client.post("/agents", BODY).status()).isEqualTo(201);
    }

    @Test
    void a_request_that_broke_off_may_be_sent_again() {
        client.store.faults(FailAt.beforeNext("agents.put"));

        assertThat(client.post("/agents", BODY).status()).isEqualTo(500);
        assertThat(client.post("/agents", BODY).status()).isEqualTo(201);
    }

    @Test
    void of_two_requests_at_once_the_later_one_waits_for_the_first() {
        AtomicReference<String> meanwhile = new AtomicReference<>("");
        client.store.faults(new Faults() {
            @Override
            public void before(String operation) {
                client.store.faults(NONE);
                Client.Reply reply = client.post("/agents", BODY);
                meanwhile.set(reply.error() + " " + reply.headers().get("retry-after"));
            }
        });

        assertThat(client.post("/agents", BODY).status()).isEqualTo(201);
        assertThat(meanwhile.get()).isEqualTo("409 IDEMPOTENCY_KEY_IN_USE 1");
    }

    @Test
    void whoever_took_the_key_and_died_is_not_waited_for_longer_than_a_minute() {
        client.store.faults(new Faults() {
            @Override
            public void before(String operation) {
                throw new AssertionError("stands for the end of the process");
            }
        });
        assertThat(catchThrowable(() -> client.post("/agents", BODY))).isInstanceOf(AssertionError.class);
        client.store.faults(Faults.NONE);

        client.clock.advance(IdempotencyFilter.LEASE.minusMillis(1));
        assertThat(client.post("/agents", BODY).status()).isEqualTo(409);
        client.clock.advance(Duration.ofMillis(1));
        assertThat(client.post("/agents", BODY).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"0, 400", "255, 201", "256, 400"})
    void a_key_has_1_to_255_characters(int length, int status) {
        assertThat(client.header("Idempotency-Key", "k".repeat(length))
                        .post("/agents", BODY)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void only_what_creates_looks_at_the_key() {
        assertThat(client.get("/campaigns").status()).isEqualTo(200);
        assertThat(client.get("/campaigns?limit=1").status()).isEqualTo(200);
    }
}
