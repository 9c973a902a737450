package io.vuelta.handlers.api.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.handlers.api.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KeysRoutesTest {
    private final Client client = Client.withLine();

    private Client.Reply create(String scope) {
        Client.Reply reply = client.post("/api-keys", "{'name':'CRM','scope':'" + scope + "'}");
        assertThat(reply.status()).isEqualTo(201);
        return reply;
    }

    private Client as(String key) {
        return client.header("Authorization", "api-key " + key);
    }

    @Test
    void a_key_is_shown_once() {
        Client.Reply created = create("write");

        assertThat(created.text("/api_key/key")).matches("vk_" + created.text("/api_key/id") + "_[0-9A-Za-z_-]{43}");
        created.assertHas("/api_key", "'name':'CRM','scope':'write','last_used_at':null");
        Client.Reply listed = client.get("/api-keys");
        assertThat(listed.text("/api_keys/0/id")).isEqualTo(created.text("/api_key/id"));
        assertThat(listed.json().toString()).doesNotContain(created.text("/api_key/key"), "hash");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T15:06:43Z, 2026-03-02T15:06:44Z, 2026-03-02T15:06:43Z",
        "2026-03-02T15:06:43Z, 2026-03-02T15:59:59Z, 2026-03-02T15:06:43Z",
        "2026-03-02T15:06:43Z, 2026-03-02T16:00:01Z, 2026-03-02T16:00:00Z",
        "2026-03-02T15:00:00Z, 2026-03-02T15:30:00Z, 2026-03-02T15:00:00Z",
    })
    void a_key_is_never_used_before_it_was_created(Instant created, Instant used, String shown) {
        client.clock.set(created);
        String key = create("read").text("/api_key/key");
        client.clock.set(used);
        as(key).get("/campaigns");
        as("a-key");

        assertThat(client.get("/api-keys").text("/api_keys/0/last_used_at")).isEqualTo(shown);
    }

    @Test
    void the_table_has_only_the_hash() {
        String key = create("write").text("/api_key/key");

        assertThat(client.keys.all().toString()).doesNotContain(key.substring(key.lastIndexOf('_') + 1));
    }

    @ParameterizedTest
    @CsvSource({
        "read,  GET,    /campaigns,         200 ''",
        "read,  POST,   /campaigns/C1/pause, 403 INSUFFICIENT_SCOPE",
        "read,  GET,    /api-keys,          403 INSUFFICIENT_SCOPE",
        "write, POST,   /campaigns/C1/pause, 404 NOT_FOUND",
        "write, GET,    /webhook-endpoints, 403 INSUFFICIENT_SCOPE",
        "write, DELETE, /api-keys/1,        403 INSUFFICIENT_SCOPE",
        "admin, GET,    /webhook-endpoints, 200 ''",
        "admin, DELETE, /api-keys/1,        404 NOT_FOUND",
        "read,  GET,    /nowhere,           404 NOT_FOUND",
        "read,  DELETE, /campaigns,         405 METHOD_NOT_ALLOWED",
    })
    void a_key_does_what_its_scope_includes(String scope, String method, String path, String answer) {
        Client.Reply reply = as(create(scope).text("/api_key/key")).send(method, path, null);

        assertThat(reply.error()).isEqualTo(answer.replace("''", ""));
    }

    @Test
    void the_error_for_a_missing_scope_names_the_needed_one() {
        Client.Reply reply = as(create("read").text("/api_key/key")).post("/agents", "{'name':'a'}");

        assertThat(reply.error()).isEqualTo("403 INSUFFICIENT_SCOPE");
        assertThat(reply.text("/scope")).isEqualTo("read");
        assertThat(reply.text("/required_scope")).isEqualTo("write");
    }

    @Test
    void me_shows_the_key_of_the_request() {
        assertThat(client.get("/me").json())
                .hasToString(
                        "{\"success\":true,\"me\":{\"key_id\":\"first\",\"name\":\"first key\",\"scope\":\"admin\","
                                + "\"scopes\":[\"read\",\"write\",\"admin\"]}}");
        Client.Reply created = create("write");

        Client.Reply me = as(created.text("/api_key/key")).get("/me");

        assertThat(me.text("/me/key_id")).isEqualTo(created.text("/api_key/id"));
        assertThat(me.text("/me/name")).isEqualTo("CRM");
        assertThat(me.at("/me/scopes")).hasToString("[\"read\",\"write\"]");
    }

    @Test
    void a_revoked_key_stops_within_five_seconds() {
        Client.Reply created = create("admin");
        String key = created.text("/api_key/key");
        assertThat(as(key).get("/me").status()).isEqualTo(200);

        Client.Reply revoked = client.send("DELETE", "/api-keys/" + created.text("/api_key/id"), null);
        assertThat(revoked.json())
                .hasToString(
                        "{\"success\":true,\"id\":\"" + created.text("/api_key/id") + "\",\"stops_within_seconds\":5}");
        client.clock.advance(Duration.ofSeconds(5));

        assertThat(client.get("/me").error()).isEqualTo("401 UNAUTHORIZED");
    }

    @Test
    void a_key_with_the_id_of_another_and_a_wrong_secret_is_unknown() {
        String key = create("admin").text("/api_key/key");

        assertThat(as(key.substring(0, key.length() - 2) + (key.endsWith("AA") ? "BB" : "AA"))
                        .get("/me")
                        .error())
                .isEqualTo("401 UNAUTHORIZED");
    }

    @Test
    void a_key_is_read_every_five_seconds_and_its_use_is_written_once_an_hour() {
        client.clock.advance(Duration.ofMinutes(59));
        as(create("read").text("/api_key/key"));

        for (int seconds = 0; seconds < 2 * 3_600; seconds++) {
            assertThat(client.get("/me").status()).isEqualTo(200);
            client.clock.advance(Duration.ofSeconds(1));
        }

        assertThat(client.keys.reads()).isEqualTo(2 * 3_600 / 5);
        assertThat(client.keys.uses()).isBetween(2, 3);
    }

    @Test
    void names_and_scopes_are_checked() {
        assertThat(client.post("/api-keys", "{'name':'a'}").error()).isEqualTo("400 INVALID_REQUEST scope");
        assertThat(client.post("/api-keys", "{'name':' ','scope':'read'}").error())
                .isEqualTo("400 INVALID_REQUEST name");
        assertThat(client.post("/api-keys", "{'name':'a','scope':'owner'}").text("/message"))
                .isEqualTo("scope must be one of read, write, admin");
        assertThat(client.post("/api-keys", "{'name':'a','scope':'read','key':'mine'}")
                        .error())
                .isEqualTo("400 INVALID_REQUEST key");
    }

    @Test
    void there_are_a_hundred_keys_at_most() {
        Set<String> keys = new HashSet<>();
        for (int n = 0; n < 100; n++) {
            keys.add(create("read").text("/api_key/key"));
        }

        assertThat(keys).hasSize(100);
        assertThat(client.post("/api-keys", "{'name':'CRM','scope':'read'}").error())
                .isEqualTo("409 TOO_MANY_API_KEYS");
    }
}
