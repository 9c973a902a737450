package io.vuelta.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.local.Client;
import io.vuelta.local.LocalVuelta;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many requests at once, and the encoding of paths, queries and headers, over HTTP on the embedded stack. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("journeys")
@ExtendWith(SharedVuelta.class)
@Execution(ExecutionMode.CONCURRENT)
class ParallelRequestsIT {
    private static final int AT_ONCE = 200;
    private static final int MAX_REPEATS = 20;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(SharedVuelta.vuelta().baseUrl() + "/api/v1.0" + path))
                .header("Authorization", "api-key " + LocalVuelta.API_KEY);
    }

    private static HttpRequest create(String name, String key) {
        return request("/agents")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(
                        Client.object().put("name", name).toString()))
                .build();
    }

    private List<HttpResponse<String>> atOnce(IntFunction<HttpRequest> request) {
        List<CompletableFuture<HttpResponse<String>>> sent = IntStream.range(0, AT_ONCE)
                .mapToObj(n -> http.sendAsync(request.apply(n), HttpResponse.BodyHandlers.ofString()))
                .toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    /** Repeats a request with the same key while the answer says that the system is busy. */
    private HttpResponse<String> notBusy(HttpResponse<String> first) throws IOException, InterruptedException {
        HttpResponse<String> answer = first;
        for (int again = 0; answer.statusCode() == 503 && again < MAX_REPEATS; again++) {
            answer = answered(first.request());
        }
        return answer;
    }

    private HttpResponse<String> answered(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String agent(HttpResponse<String> answer) {
        try {
            return MAPPER.readTree(answer.body()).at("/agent/id").asText();
        } catch (IOException e) {
            throw new IllegalStateException("an answer is JSON: " + answer.body(), e);
        }
    }

    /** The number of agents with this name. */
    private long agentsNamed(String name) throws IOException, InterruptedException {
        long count = 0;
        String cursor = "";
        do {
            JsonNode page = MAPPER.readTree(
                    answered(request("/agents?limit=100&cursor=" + cursor).GET().build())
                            .body());
            count += page.path("agents").findValuesAsText("name").stream()
                    .filter(name::equals)
                    .count();
            cursor = page.path("next_cursor").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        return count;
    }

    @Test
    void two_hundred_creates_at_once_with_one_key_create_one() throws Exception {
        String name = "one " + UUID.randomUUID();
        HttpRequest create = create(name, name);

        List<HttpResponse<String>> answers = atOnce(_ -> create);

        Map<Integer, Long> statuses = new TreeMap<>();
        answers.forEach(answer -> statuses.merge(answer.statusCode(), 1L, Long::sum));
        assertThat(statuses.keySet()).as("%s", statuses).contains(201).isSubsetOf(201, 409, 503);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 409)
                .allMatch(answer -> answer.body().contains("IN_PROGRESS"));
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .map(ParallelRequestsIT::agent)
                        .distinct())
                .hasSize(1);
        HttpResponse<String> later = answered(create);
        assertThat(later.headers().firstValue("idempotency-replayed")).contains("true");
        assertThat(agentsNamed(name)).isEqualTo(1);
    }

    @Test
    @Tag("long")
    void two_hundred_creates_at_once_with_as_many_keys_create_two_hundred() throws Exception {
        String name = "many " + UUID.randomUUID();

        List<HttpResponse<String>> answers = new ArrayList<>();
        for (HttpResponse<String> first : atOnce(n -> create(name, name + n))) {
            answers.add(notBusy(first));
        }

        assertThat(answers).allMatch(answer -> answer.statusCode() == 201);
        assertThat(answers.stream().map(ParallelRequestsIT::agent).distinct()).hasSize(AT_ONCE);
        assertThat(agentsNamed(name)).isEqualTo(AT_ONCE);
    }

    /** A person is found by the customer's own id, with any characters. */
    @ParameterizedTest
    @ValueSource(strings = {"A/1", "A+1", "A 1", "A%2F1", "ñ&=?#", "a,b"})
    void a_person_is_found_by_an_id_of_any_characters(String id) throws Exception {
        Script script = new Script(SharedVuelta.vuelta().baseUrl());
        String campaign = script.campaign(1, 0, 1);
        String unique = id + " " + UUID.randomUUID();
        ObjectNode contact = Client.object().put("contact", "+525555551234").put("id", unique);
        script.client().post("/campaigns/" + campaign + "/contacts", contact).ok();

        JsonNode found = MAPPER.readTree(
                answered(request("/campaigns/" + campaign + "/contacts?external_id=" + URLEncoder.encode(unique, UTF_8))
                                .GET()
                                .build())
                        .body());

        assertThat(found.path("contacts").findValuesAsText("f_id")).containsExactly(unique);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2B525555000001", "+525555000001", "525555000001", "%2b52%205555%20000001"})
    void a_number_in_a_path_is_the_same_however_it_is_encoded(String number) throws Exception {
        Client client = new Client(SharedVuelta.vuelta().baseUrl(), LocalVuelta.API_KEY);
        client.post("/do-not-contact", Client.object().put("number", "+525555000001"))
                .ok();

        HttpResponse<String> answer =
                answered(request("/do-not-contact/" + number).GET().build());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("+525555000001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/campaigns/a%2Fb", "/campaigns/a%2Bb", "/agents/a%2Fb/integrations", "/campaigns/..%2Fagents"})
    void an_encoded_id_is_not_found(String path) throws Exception {
        assertThat(answered(request(path).GET().build()).statusCode()).isEqualTo(404);
    }

    @Test
    void a_duplicate_header_is_refused_if_it_is_ambiguous() throws Exception {
        HttpRequest twoKeys = request("/me")
                .header("Authorization", "api-key " + LocalVuelta.API_KEY)
                .GET()
                .build();
        HttpRequest twoLanguages = request("/me")
                .header("Accept-Language", "es")
                .header("Accept-Language", "en")
                .GET()
                .build();

        assertThat(answered(twoKeys).statusCode()).isEqualTo(401);
        assertThat(answered(twoLanguages).statusCode()).isEqualTo(200);
    }
}
