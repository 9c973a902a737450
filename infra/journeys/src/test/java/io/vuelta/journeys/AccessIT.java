package io.vuelta.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.cloud.lambda.InvocationResult;
import io.vuelta.local.Client;
import io.vuelta.local.LocalVuelta;
import io.vuelta.testkit.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The access to the API and its limits over HTTP, with the limit of a deployed system. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ResourceLock("local runtime")
class AccessIT {
    private static final String ORIGIN = "https://console.example";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    static Path work;

    @SuppressWarnings("NullAway.Init") // Started before the first test.
    @AutoClose
    private static LocalVuelta vuelta;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        vuelta = LocalVuelta.start(
                new LocalVuelta.Settings(Path.of("../.."), 0, null, work.resolve("functions.log"), 120, 1)
                        .withAllowedOrigins(ORIGIN));
    }

    private static JsonNode invoke(String event) throws Exception {
        InvocationResult result = vuelta.runtime().invoke("KeysFunction", event);
        assertThat(result).isInstanceOf(InvocationResult.Answered.class);
        return MAPPER.readTree(((InvocationResult.Answered) result).json());
    }

    private static String newKey(String scope) throws Exception {
        return invoke("{\"action\":\"create\",\"name\":\"test\",\"scope\":\"" + scope + "\"}")
                .path("key")
                .asText();
    }

    private static HttpRequest.Builder request(String key, String path) {
        return HttpRequest.newBuilder(URI.create(vuelta.baseUrl() + "/api/v1.0" + path))
                .header("Authorization", "api-key " + key);
    }

    private List<HttpResponse<String>> atOnce(HttpRequest request, int times) {
        List<CompletableFuture<HttpResponse<String>>> sent = Collections.nCopies(times, request).stream()
                .map(one -> http.sendAsync(one, HttpResponse.BodyHandlers.ofString()))
                .toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void a_key_made_by_the_keys_function_opens_the_api() throws Exception {
        Client client = new Client(vuelta.baseUrl(), newKey("read"));

        JsonNode me = client.get("/me").ok().path("me");
        assertThat(me.path("scope").asText()).isEqualTo("read");
        assertThat(client.post("/agents", Client.object().put("name", "a")).status())
                .isEqualTo(403);
        String id = me.path("key_id").asText();
        assertThat(invoke("{\"action\":\"list\"}").path("api_keys").findValuesAsText("id"))
                .contains(id);
        assertThat(invoke("{\"action\":\"revoke\",\"id\":\"" + id + "\"}")
                        .path("revoked")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_burst_of_a_hundred_requests_is_answered_at_twelve_a_second() throws Exception {
        // The instances of the function start slowly if all of them start at once.
        List<HttpResponse<String>> warm =
                atOnce(request(newKey("read"), "/me").GET().build(), 40);
        assertThat(warm).hasSize(40);
        HttpRequest me = request(newKey("read"), "/me").GET().build();
        long began = System.currentTimeMillis();

        List<HttpResponse<String>> answers = atOnce(me, 100);

        long seconds = System.currentTimeMillis() / 1_000 - began / 1_000 + 1;
        Map<Integer, Long> statuses =
                answers.stream().collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
        assertThat(statuses.keySet()).containsExactlyInAnyOrder(200, 429);
        assertThat(statuses.get(200)).isBetween(12L, 12 * seconds);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 429)
                .allMatch(answer ->
                        answer.headers().firstValue("retry-after").orElse("").equals("1"));
    }

    @Test
    void pages_of_an_allowed_origin_may_call_and_others_may_not() throws Exception {
        HttpRequest.Builder preflight = HttpRequest.newBuilder(URI.create(vuelta.baseUrl() + "/api/v1.0/campaigns"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type");

        HttpResponse<String> allowed =
                http.send(preflight.copy().header("Origin", ORIGIN).build(), HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> refused = http.send(
                preflight.copy().header("Origin", "https://evil.example").build(),
                HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> called = http.send(
                request(newKey("read"), "/me").header("Origin", ORIGIN).GET().build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(allowed.headers().firstValue("access-control-allow-origin")).contains(ORIGIN);
        assertThat(allowed.headers().firstValue("access-control-allow-headers").orElse(""))
                .contains("authorization", "idempotency-key");
        assertThat(refused.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(called.headers().firstValue("access-control-allow-origin")).contains(ORIGIN);
        assertThat(called.headers().firstValue("access-control-expose-headers").orElse(""))
                .contains("retry-after");
    }

    @Test
    void the_runtime_of_an_agent_posts_a_result_with_the_address_that_it_was_given() throws Exception {
        Script script = new Script(vuelta.baseUrl());
        String campaign = script.agentCampaign(1, 0, 10);
        ObjectNode contacts = Client.object();
        contacts.putArray("contacts")
                .addObject()
                .put("contact", "+525555909771")
                .put("name", "Ana");
        script.client().post("/campaigns/" + campaign + "/contacts", contacts).ok();
        script.client().post("/campaigns/" + campaign + "/activate").ok();
        Await.until(
                Duration.ofMinutes(1),
                "the agent is called",
                () -> !vuelta.agentCalls().isEmpty());
        String url = vuelta.agentCalls().getFirst().request().path("result_url").asText();

        HttpResponse<String> recorded = post(url);
        HttpResponse<String> ofAnother = post(url.replace(".1/result", ".2/result"));

        assertThat(recorded.statusCode()).as(recorded.body()).isEqualTo(200);
        assertThat(recorded.body()).contains("promised");
        assertThat(ofAnother.statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> post(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"tags\":[\"promised\"]}"))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
