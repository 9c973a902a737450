package io.vuelta.handlers.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.handlers.api.Client;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    void an_answer_is_stored_for_a_day(String later, boolean kept) {
        String first = client.post("/agents", BODY).text("/agent/id");
        String[] parts = later.split(":", -1);
        client.clock.advance(Duration.ofHours(Long.parseLong(parts[0]))
                .plusMinutes(Long.parseLong(parts[1]))
                .plusSeconds(Long.parseLong(parts[2])));

        assertThat(client.post("/agents", BODY).text("/agent/id").equals(first)).isEqualTo(kept);
    }

    @Test
    void a_refused_request_may_be_corrected_under_the_same_key() {
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
        client.store.faults(Faults.beforeEach(_ -> {
            client.store.faults(Faults.NONE);
            Client.Reply reply = client.post("/agents", BODY);
            meanwhile.set(reply.error() + " " + reply.headers().get("retry-after"));
        }));

        assertThat(client.post("/agents", BODY).status()).isEqualTo(201);
        assertThat(meanwhile.get()).isEqualTo("409 IN_PROGRESS 1");
    }

    @Test
    void a_key_of_a_dead_process_is_locked_no_longer_than_the_function_may_run() {
        client.store.faults(Faults.beforeEach(_ -> {
            throw new AssertionError("stands for the end of the process");
        }));
        assertThat(catchThrowable(() -> client.post("/agents", BODY))).isInstanceOf(AssertionError.class);
        client.store.faults(Faults.NONE);

        client.clock.advance(IdempotencyFilter.LEASE.minusMillis(1));
        assertThat(client.post("/agents", BODY).status()).isEqualTo(409);
        client.clock.advance(Duration.ofMillis(1));
        assertThat(client.post("/agents", BODY).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "/agents,                    agents.put,       before",
        "/agents,                    agents.put,       after",
        "/campaigns,                 campaigns.create, before",
        "/campaigns,                 campaigns.create, after",
        "/campaigns/C1/duplicate,    campaigns.create, after",
        "/campaigns/C1/duplicate,    uploads.create,   before",
        "/campaigns/C1/duplicate,    uploads.create,   after",
        "/campaigns/C1/exports,      exports.create,   before",
        "/campaigns/C1/exports,      exports.create,   after",
        "/agents/agent/integrations, lines.put,        before",
        "/agents/agent/integrations, lines.put,        after",
    })
    void a_request_that_broke_off_halfway_creates_once(String path, String operation, String when) {
        Client there = Client.withCampaign(CampaignStatus.ACTIVE).header("Idempotency-Key", "k1");
        String target = path.replace("/agent/", "/" + Examples.AGENT + "/");
        there.store.faults(when.equals("before") ? FailAt.beforeNext(operation) : FailAt.afterNext(operation));

        assertThat(there.post(target, bodyOf(path)).status()).isEqualTo(500);
        Client.Reply again = there.post(target, bodyOf(path));

        assertThat(again.status()).as(again.json().toString()).isBetween(201, 202);
        Client.Reply replayed = there.post(target, bodyOf(path));
        assertThat(replayed.json()).isEqualTo(again.json());
        assertThat(there.get("/campaigns").at("/campaigns"))
                .hasSize(path.equals("/campaigns") || path.endsWith("duplicate") ? 2 : 1);
        assertThat(there.get("/campaigns/C1/exports").at("/exports")).hasSize(path.endsWith("exports") ? 1 : 0);
        assertThat(there.get("/agents/" + Examples.AGENT + "/integrations").at("/integrations"))
                .hasSize(path.endsWith("integrations") ? 2 : 1);
    }

    private static String bodyOf(String path) {
        return switch (path) {
            case "/agents" -> BODY;
            case "/campaigns" ->
                "{'name':'A','agent_id':'" + Examples.AGENT + "','integration_id':'" + Client.LINE
                        + "','integration_type':'phone_call','first_message':'Hi'}";
            case "/campaigns/C1/exports" -> "{'kind':'contacts'}";
            case "/agents/agent/integrations" ->
                "{'integration_type':'phone_call','provider':'twilio',"
                        + "'number':'+525588887777','rate_per_second':1,'secret':'vuelta/twilio'}";
            default -> "{}";
        };
    }

    @Test
    void a_request_that_broke_off_may_not_be_repeated_with_changes() {
        client.store.faults(FailAt.afterNext("agents.put"));
        assertThat(client.post("/agents", BODY).status()).isEqualTo(500);

        assertThat(client.post("/agents", "{'name':'B'}").error()).isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void a_key_that_is_created_half_way_has_the_same_secret_and_no_answer_is_readable_without_the_callers_key() {
        String body = "{'name':'CRM','scope':'read'}";
        Client.Reply first = client.post("/api-keys", body);

        assertThat(client.post("/api-keys", body).text("/api_key/key")).isEqualTo(first.text("/api_key/key"));
        assertThat(client.replays.bodies()).hasSize(1).noneMatch(kept -> kept.contains("vk_"));
    }

    @Test
    void a_key_belongs_to_the_api_key_that_sent_it() {
        String other =
                client.post("/api-keys", "{'name':'CRM','scope':'admin'}").text("/api_key/key");
        client.header("Idempotency-Key", "k2");
        String first = client.post("/agents", BODY).text("/agent/id");

        Client.Reply reply = client.header("Authorization", "api-key " + other).post("/agents", BODY);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text("/agent/id")).isNotEqualTo(first);
    }

    @Test
    void of_200_requests_at_once_one_creates() throws Exception {
        Client there = Client.withCampaign(CampaignStatus.ACTIVE).header("Idempotency-Key", "k1");
        Callable<Client.Reply> create = () -> there.post("/campaigns", bodyOf("/campaigns"));

        List<Client.Reply> replies = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            for (Future<Client.Reply> reply : threads.invokeAll(Collections.nCopies(200, create))) {
                replies.add(reply.get());
            }
        }

        assertThat(replies).extracting(Client.Reply::error).isSubsetOf("201 ", "409 IN_PROGRESS");
        assertThat(replies.stream().filter(reply -> reply.status() == 201).map(reply -> reply.text("/campaign/id")))
                .isNotEmpty()
                .containsOnly(replies.stream()
                        .filter(reply -> reply.status() == 201)
                        .findFirst()
                        .orElseThrow()
                        .text("/campaign/id"));
        assertThat(there.get("/campaigns").at("/campaigns")).hasSize(2);
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
    void only_creating_requests_use_the_key() {
        assertThat(client.get("/campaigns").status()).isEqualTo(200);
        assertThat(client.get("/campaigns?limit=1").status()).isEqualTo(200);
    }
}
