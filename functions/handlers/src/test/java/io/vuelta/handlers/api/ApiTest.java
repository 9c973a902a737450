package io.vuelta.handlers.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ApiTest {
    private final Client client = Client.withLine();

    @Test
    void health_is_answered_without_a_key_and_without_a_store() {
        client.store.faults(Faults.beforeEach(operation -> {
            throw new AssertionError("health touches " + operation);
        }));
        Client.Reply reply = client.header("Authorization", null).raw("GET", "/health", null, false);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json()).hasToString("{\"status\":\"ok\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a-key", "api-key", "api-key ", "api-key wrong", "Bearer a-key", "api-key a-key x"})
    void a_request_without_a_known_key_is_refused(String authorization) {
        Client.Reply reply = client.header("Authorization", authorization).get("/campaigns");

        assertThat(reply.error()).isEqualTo("401 UNAUTHORIZED");
        assertThat(reply.at("/success").booleanValue()).isFalse();
    }

    @Test
    void a_request_without_a_key_is_refused_on_unknown_paths_too() {
        client.header("Authorization", null);

        assertThat(client.get("/campaigns").error()).isEqualTo("401 UNAUTHORIZED");
        assertThat(client.get("/nowhere").error()).isEqualTo("401 UNAUTHORIZED");
    }

    @Test
    void the_name_of_the_scheme_and_of_the_header_are_case_blind() {
        client.header("Authorization", null).header("AUTHORIZATION", "Api-Key " + Client.KEY);

        assertThat(client.get("/campaigns").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nowhere, 404 NOT_FOUND, ''",
        "GET, /campaigns/C1/pause/more, 404 NOT_FOUND, ''",
        "GET, /campaigns/C1/messages, 404 NOT_FOUND, ''",
        "DELETE, /campaigns/C1/messages, 405 METHOD_NOT_ALLOWED, GET",
        "POST, /campaigns/C1/contacts/1/retry, 404 NOT_FOUND, ''",
        "GET, /campaigns/C1/contacts/1/retry, 405 METHOD_NOT_ALLOWED, POST",
        "GET, /campaigns/C1/contacts/1/again, 404 NOT_FOUND, ''",
        "GET, /campaigns/C1/duplicate, 405 METHOD_NOT_ALLOWED, POST",
        "GET, /attempts/1/result, 405 METHOD_NOT_ALLOWED, POST",
        "GET, /campaigns//contacts, 404 NOT_FOUND, ''",
        "DELETE, /campaigns, 405 METHOD_NOT_ALLOWED, 'GET, POST'",
        "PUT, /campaigns/C1, 405 METHOD_NOT_ALLOWED, 'GET, PATCH'",
        "GET, /campaigns/C1/pause, 405 METHOD_NOT_ALLOWED, POST",
        "DELETE, /campaigns/C1/contacts, 405 METHOD_NOT_ALLOWED, 'GET, POST'",
        "POST, /calls/1, 405 METHOD_NOT_ALLOWED, GET",
        "DELETE, /agents, 405 METHOD_NOT_ALLOWED, 'GET, POST'",
    })
    void other_paths_are_not_found_and_other_methods_not_allowed(
            String method, String path, String error, String allow) {
        Client.Reply reply = client.send(method, path, "{}");

        assertThat(reply.error()).isEqualTo(error);
        assertThat(reply.headers().getOrDefault("allow", "")).isEqualTo(allow);
    }

    @Test
    void outside_of_the_base_path_there_is_only_health() {
        assertThat(client.raw("GET", "/", null, false).error()).isEqualTo("404 NOT_FOUND");
        assertThat(client.raw("GET", "/campaigns", null, false).error()).isEqualTo("404 NOT_FOUND");
        assertThat(client.raw("POST", "/health", null, false).error()).isEqualTo("405 METHOD_NOT_ALLOWED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/agents/none",
                "/agents/none/integrations",
                "/agents/5e0d2f0a-8f0e-4a52-9a63-0f8b0f1f6a01/integrations/none",
                "/campaigns/none",
                "/campaigns/no*id",
                "/campaigns/none/contacts",
                "/campaigns/none/contacts/0123456789abcdef0123456789abcdef",
                "/campaigns/none/contacts/none",
                "/campaigns/none/contacts/0123456789abcdef0123456789abcdef/timeline",
                "/campaigns/none/contacts/none/timeline",
                "/campaigns/none/calls",
                "/campaigns/none/messages",
                "/campaigns/none/uploads/none",
                "/campaigns/none/exports/none",
                "/calls/none",
                "/calls/C1.0123456789abcdef0123456789abcdef.1",
            })
    void a_missing_resource_is_not_found(String path) {
        assertThat(client.get(path).error()).isEqualTo("404 NOT_FOUND");
    }

    /** Our ids have no character that needs encoding, and nothing is decoded twice. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/campaigns/C%31",
                "/campaigns/C%2F1",
                "/campaigns/C1%2Fcontacts",
                "/campaigns/C%2B1",
                "/campaigns/C+1",
                "/campaigns/C 1",
                "/campaigns/%2E%2E",
                "/campaigns/..",
                "/campaigns/C1%00",
                "/campaigns/C1/contacts/%2B525555551234",
                "/integrations/iph%2F1",
                "/agents/a%2Fb/integrations",
                "/campaigns/C1/uploads/a%2Fb",
                "/calls/C1%2Ea.1",
            })
    void an_encoded_id_is_not_found(String path) {
        Client there = Client.withCampaign(CampaignStatus.READY);

        assertThat(there.get(path).error()).isEqualTo("404 NOT_FOUND");
    }

    /** Gateways pass a repeated header as one text, with a comma between the values. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization   | api-key a-key,api-key a-key         | 401 UNAUTHORIZED",
                "Content-Type    | application/json,application/json   | 415 UNSUPPORTED_MEDIA_TYPE",
                "Accept-Language | es,en                               | 201",
                "Idempotency-Key | k,k                                 | 201",
                "Origin          | https://a.example,https://b.example | 201",
                "User-Agent      | a,b                                 | 201",
                "X-Forwarded-For | 1.2.3.4,1.2.3.4                     | 201",
            })
    void a_repeated_header_is_refused_where_it_is_ambiguous(String name, String value, String answer) {
        assertThat(client.header(name, value)
                        .post("/agents", "{'name':'a'}")
                        .error()
                        .strip())
                .startsWith(answer);
    }

    @Test
    void a_doubled_idempotency_key_is_one_key_of_its_own() {
        client.header("Idempotency-Key", "k,k");
        Client.Reply first = client.post("/agents", "{'name':'a'}");

        assertThat(client.post("/agents", "{'name':'a'}").json()).isEqualTo(first.json());
        assertThat(client.header("Idempotency-Key", "k")
                        .post("/agents", "{'name':'a'}")
                        .json())
                .isNotEqualTo(first.json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/agents/", "/campaigns/", "/calls/", "/campaigns/C1/contacts/", "/campaigns/C1/uploads/"})
    void an_id_of_any_length_is_not_found(String path) {
        assertThat(client.get(path + "x".repeat(3_000)).error()).isEqualTo("404 NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "   ", "{", "[]", "null", "'name'", "7", "{} {}", "{'name':'a','name':'b'}", "{'name':}"})
    void a_body_that_is_no_json_object_is_refused(String body) {
        assertThat(client.post("/agents", body).error()).isEqualTo("400 INVALID_REQUEST body");
    }

    @Test
    void a_missing_body_is_refused() {
        assertThat(client.send("POST", "/agents", null).error()).isEqualTo("400 INVALID_REQUEST body");
    }

    @Test
    void a_body_in_base64_is_decoded() {
        String body = Base64.getEncoder().encodeToString("{\"name\":\"Inés\"}".getBytes(UTF_8));

        assertThat(client.raw("POST", "/api/v1.0/agents", body, true).text("/agent/name"))
                .isEqualTo("Inés");
        assertThat(client.raw("POST", "/api/v1.0/agents", "!", true).error()).isEqualTo("400 INVALID_REQUEST body");
    }

    @Test
    void answers_are_json_in_utf_8() {
        assertThat(client.get("/campaigns").headers()).containsEntry("content-type", "application/json; charset=utf-8");
        assertThat(client.get("/nowhere").headers()).containsEntry("content-type", "application/json; charset=utf-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json                       | 201",
                "application/json; charset=utf-8        | 201",
                "Application/JSON;charset=\"UTF-8\"      | 201",
                "application/merge-patch+json           | 201",
                "''                                     | 201",
                "application/x-www-form-urlencoded      | 415",
                "text/plain                             | 415",
                "application/json; charset=iso-8859-1   | 415",
                "application/json,application/json      | 415",
                "application/jsonp                      | 415",
            })
    void a_body_is_json_in_utf_8(String type, int status) {
        Client.Reply reply = client.header("Content-Type", type).post("/agents", "{'name':'a'}");

        assertThat(reply.status()).isEqualTo(status);
        if (status == 415) {
            assertThat(reply.error()).isEqualTo("415 UNSUPPORTED_MEDIA_TYPE");
            assertThat(reply.text("/message")).contains("send application/json");
        }
    }

    /** The gateway replaces bytes that are not UTF-8. */
    @ParameterizedTest
    @CsvSource({"/agents, name", "/campaigns/C1/contacts, contact_name"})
    void a_body_in_which_letters_were_lost_is_refused(String path, String field) {
        Client.Reply reply = client.post(path, "{'" + field + "':'Ana Mu\ufffdoz'}");

        assertThat(reply.error()).isEqualTo("400 INVALID_REQUEST body");
        assertThat(reply.text("/message")).contains("Mu\ufffdoz", "UTF-8");
    }

    @Test
    void a_body_of_more_than_5_mb_is_refused_with_the_figure() {
        String most = "{'name':'" + "x".repeat(5_000_000 - 11) + "'}";

        assertThat(client.post("/agents", most).error()).isEqualTo("400 INVALID_REQUEST name");
        Client.Reply reply = client.post("/agents", most + " ");

        assertThat(reply.error()).isEqualTo("413 BODY_TOO_LARGE");
        assertThat(reply.at("/max_bytes").asInt()).isEqualTo(5_000_000);
        assertThat(reply.at("/bytes").asInt()).isEqualTo(5_000_001);
    }

    @Test
    void json_is_at_most_64_levels_deep() {
        String deep = "{'name':'a','x':" + "[".repeat(63) + "]".repeat(63) + "}";

        assertThat(client.post("/agents", deep).error()).isEqualTo("400 INVALID_REQUEST x");
        assertThat(client.post("/agents", deep.replace("[[[", "[[[[").replace("]]]", "]]]]"))
                        .error())
                .isEqualTo("400 INVALID_REQUEST body");
        assertThat(client.post("/agents", "[".repeat(100_000)).error()).isEqualTo("400 INVALID_REQUEST body");
    }

    @Test
    void twelve_requests_of_a_key_are_answered_in_a_second() {
        Client limited = new Client(12);
        for (int n = 0; n < 12; n++) {
            assertThat(limited.get("/me").status()).isEqualTo(200);
        }

        Client.Reply reply = limited.get("/me");
        assertThat(reply.error()).isEqualTo("429 TOO_MANY_REQUESTS");
        assertThat(reply.headers()).containsEntry("retry-after", "1");
        assertThat(limited.get("/nowhere").error()).isEqualTo("429 TOO_MANY_REQUESTS");
        assertThat(limited.requests.writes()).isEqualTo(12);
        assertThat(limited.raw("GET", "/health", null, false).status()).isEqualTo(200);
        limited.clock.advance(Duration.ofSeconds(1));

        assertThat(limited.get("/me").status()).isEqualTo(200);
    }

    @Test
    void a_busy_store_is_answered_with_a_wait() {
        client.store.faults(Faults.busyAtEach("campaigns.find"));
        Client.Reply reply = client.get("/campaigns/C1");

        assertThat(reply.error()).isEqualTo("503 BUSY");
        assertThat(reply.headers()).containsEntry("retry-after", "1");
    }

    @Test
    void a_failure_is_answered_without_detail() {
        client.store.faults(FailAt.beforeNext("campaigns.find"));
        Client.Reply reply = client.get("/campaigns/C1");

        assertThat(reply.error()).isEqualTo("500 INTERNAL_ERROR");
        assertThat(reply.text("/message")).doesNotContain("failure set by the test");
        assertThat(client.context.lines())
                .singleElement()
                .asString()
                .startsWith("{\"event\":\"api_failed\",\"level\":\"ERROR\"")
                .contains("\"asked\":\"GET /api/v1.0/campaigns/C1\"", "\"api_failed\":1", "\"causes\":[{")
                .doesNotContain("\n");
    }
}
