package io.vuelta.handlers.api.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.event.Delivery;
import io.vuelta.domain.event.Endpoint;
import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.event.Endpoints;
import io.vuelta.domain.event.Event;
import io.vuelta.domain.event.EventReceiver;
import io.vuelta.domain.event.EventType;
import io.vuelta.domain.event.LoggedDelivery;
import io.vuelta.handlers.api.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Endpoints by the API. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WebhookEndpointsRoutesTest {
    private static final String BODY =
            "{'url':'https://hooks.example.com/vuelta','events':['call.ended','contact.converted']}";

    private final Client client = new Client();

    private String created() {
        return client.post("/webhook-endpoints", BODY).text("/webhook_endpoint/id");
    }

    @Test
    void the_secret_is_shown_once() {
        Client.Reply reply = client.post("/webhook-endpoints", BODY);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(Base64.getDecoder().decode(reply.text("/webhook_endpoint/secret")))
                .hasSize(32);
        assertThat(reply.text("/webhook_endpoint/status")).isEqualTo("active");
        assertThat(reply.text("/webhook_endpoint/format")).isEqualTo("vuelta");
        String path = "/webhook-endpoints/" + reply.text("/webhook_endpoint/id");
        assertThat(client.get(path).at("/webhook_endpoint/secret").isMissingNode())
                .isTrue();
        assertThat(client.get("/webhook-endpoints").at("/webhook_endpoints")).hasSize(1);
        assertThat(client.get("/webhook-endpoints")
                        .at("/webhook_endpoints/0/secret")
                        .isMissingNode())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'events':['call.ended']} | 400 INVALID_REQUEST url",
                "{'url':'https://a.example.com'} | 400 INVALID_REQUEST events",
                "{'url':'https://a.example.com','events':[]} | 400 INVALID_REQUEST events",
                "{'url':'https://a.example.com','events':['call.began']} | 400 INVALID_REQUEST events[0]",
                "{'url':'https://a.example.com','events':['test']} | 400 INVALID_REQUEST events[0]",
                "{'url':'https://a.example.com','events':['call.ended'],'format':'xml'} | 400 INVALID_REQUEST format",
                "{'url':'https://a.example.com','events':['message.status'],'format':'altur'} | 400 INVALID_REQUEST events",
                "{'url':'https://a.example.com','events':['call.ended'],'status':'on'} | 400 INVALID_REQUEST status",
                "{'url':'https://a.example.com','events':['call.ended'],'secret':'x'} | 400 INVALID_REQUEST secret",
            })
    void an_invalid_endpoint_is_refused(String body, String error) {
        assertThat(client.post("/webhook-endpoints", body).error()).isEqualTo(error);
    }

    @Test
    void an_address_that_is_refused_is_refused_at_creation_and_change() {
        String id = created();
        client.receiver.refusal = Optional.of("has a host whose address is not public: 10.0.0.1");

        assertThat(client.post("/webhook-endpoints", BODY).error()).isEqualTo("400 INVALID_REQUEST url");
        assertThat(client.patch("/webhook-endpoints/" + id, "{'url':'https://b.example.com'}")
                        .error())
                .isEqualTo("400 INVALID_REQUEST url");
        assertThat(client.patch("/webhook-endpoints/" + id, "{'status':'disabled'}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void an_endpoint_in_alturs_format_gets_ended_calls() {
        Client.Reply reply = client.post("/webhook-endpoints", "{'url':'https://a.example.com','format':'altur'}");

        assertThat(reply.text("/webhook_endpoint/events/0")).isEqualTo("call.ended");
        assertThat(reply.text("/webhook_endpoint/format")).isEqualTo("altur");
    }

    @Test
    void put_replaces_and_patch_changes() {
        String path = "/webhook-endpoints/" + created();

        assertThat(client.patch(path, "{'events':['message.status']}").at("/webhook_endpoint/events"))
                .hasSize(1);
        assertThat(client.send("PUT", path, "{'events':['call.ended']}").error())
                .isEqualTo("400 INVALID_REQUEST url");
        Client.Reply replaced = client.send("PUT", path, "{'url':'https://b.example.com','events':['call.ended']}");
        assertThat(replaced.text("/webhook_endpoint/url")).isEqualTo("https://b.example.com");
        assertThat(client.send("DELETE", path, null).status()).isEqualTo(200);
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @Test
    void a_rolled_secret_and_the_previous_one_are_valid_for_a_day() {
        String path = "/webhook-endpoints/" + created();
        String first = client.endpoints.all().getFirst().secrets().current();

        Client.Reply rolled = client.post(path + "/roll-secret", "");

        String second = rolled.text("/webhook_endpoint/secret");
        assertThat(second).isNotEqualTo(first);
        assertThat(client.endpoints.all().getFirst().secrets().valid(client.clock.instant()))
                .containsExactly(second, first);
        assertThat(client.get(path).text("/webhook_endpoint/previous_secret_until"))
                .isEqualTo(client.clock.instant().plus(Duration.ofHours(24)).toString());
        client.clock.advance(Duration.ofHours(24));
        assertThat(client.endpoints.all().getFirst().secrets().valid(client.clock.instant()))
                .containsExactly(second);
        assertThat(client.get(path)
                        .at("/webhook_endpoint/previous_secret_until")
                        .isNull())
                .isTrue();
    }

    @Test
    void a_repeated_roll_with_the_same_key_is_one_roll() {
        String path = "/webhook-endpoints/" + created() + "/roll-secret";
        String first = client.endpoints.all().getFirst().secrets().current();
        client.header("Idempotency-Key", "roll-1");

        Client.Reply rolled = client.post(path, "");
        Client.Reply again = client.post(path, "");

        assertThat(again.text("/webhook_endpoint/secret")).isEqualTo(rolled.text("/webhook_endpoint/secret"));
        assertThat(client.endpoints.all().getFirst().secrets().valid(client.clock.instant()))
                .containsExactly(rolled.text("/webhook_endpoint/secret"), first);
    }

    /** Its answer may have been lost, so the receiver may have any of the three. */
    @Test
    void a_second_roll_within_a_day_keeps_the_secret_before_the_first_one() {
        String path = "/webhook-endpoints/" + created();
        String first = client.endpoints.all().getFirst().secrets().current();
        Instant start = client.clock.instant();
        String second = client.post(path + "/roll-secret", "").text("/webhook_endpoint/secret");
        client.clock.advance(Duration.ofHours(23));

        String third = client.post(path + "/roll-secret", "").text("/webhook_endpoint/secret");

        Endpoint endpoint = client.endpoints.all().getFirst();
        assertThat(endpoint.secrets().valid(client.clock.instant())).containsExactly(third, second, first);
        assertThat(endpoint.secrets().valid(start.plus(Duration.ofHours(24)))).containsExactly(third, second);
        assertThat(client.get(path).text("/webhook_endpoint/previous_secret_until"))
                .isEqualTo(start.plus(Duration.ofHours(47)).toString());
        String fourth = client.post(path + "/roll-secret", "").text("/webhook_endpoint/secret");
        assertThat(client.endpoints.all().getFirst().secrets().valid(client.clock.instant()))
                .as("the newest two, and the oldest")
                .containsExactly(fourth, third, first);
        client.clock.advance(Duration.ofHours(1));
        String fifth = client.post(path + "/roll-secret", "").text("/webhook_endpoint/secret");
        assertThat(client.endpoints.all().getFirst().secrets().valid(client.clock.instant()))
                .containsExactly(fifth, fourth, third);
    }

    @Test
    void a_test_event_returns_its_result() {
        String path = "/webhook-endpoints/" + created() + "/test";

        Client.Reply works = client.post(path, "");
        client.receiver.reply = new EventReceiver.Reply.Failed("TIMEOUT", true);
        Client.Reply hangs = client.post(path, "");

        assertThat(works.at("/test/accepted").asBoolean()).isTrue();
        assertThat(works.at("/test/status").asInt()).isEqualTo(204);
        assertThat(hangs.at("/test/accepted").asBoolean()).isFalse();
        assertThat(hangs.text("/test/reason")).isEqualTo("TIMEOUT");
        assertThat(client.receiver.posted.getFirst()).containsEntry("type", "test");
        assertThat(client.endpoints.all().getFirst().health().failingSince()).isNull();
    }

    private void logged(String endpoint, int n, LoggedDelivery.Outcome outcome, String answer) {
        Instant at = client.clock.instant().plusSeconds(n);
        client.deliveryLog.add(new LoggedDelivery(
                new EndpointId(endpoint),
                "evt_" + n,
                EventType.CALL_ENDED,
                client.clock.instant(),
                null,
                n,
                at,
                Duration.ofMillis(12),
                outcome,
                answer,
                outcome == LoggedDelivery.Outcome.FAILED ? at.plusSeconds(10) : null));
    }

    private static List<String> deliveries(Client.Reply reply, String field) {
        List<String> values = new ArrayList<>();
        reply.at("/deliveries")
                .forEach(delivery -> values.add(delivery.get(field).asText()));
        return values;
    }

    @Test
    void deliveries_show_the_endpoints_answer_and_the_next_try() {
        String id = created();
        logged(id, 1, LoggedDelivery.Outcome.ACCEPTED, "HTTP_204");
        logged(id, 2, LoggedDelivery.Outcome.FAILED, "HTTP_503");
        logged(id, 3, LoggedDelivery.Outcome.GIVEN_UP, "TIMEOUT");
        String path = "/webhook-endpoints/" + id + "/deliveries";
        Instant now = client.clock.instant();

        Client.Reply all = client.get(path);

        assertThat(deliveries(all, "event_id")).containsExactly("evt_3", "evt_2", "evt_1");
        assertThat(deliveries(all, "outcome")).containsExactly("given_up", "failed", "accepted");
        assertThat(deliveries(all, "status")).containsExactly("null", "503", "204");
        assertThat(deliveries(all, "reason")).containsExactly("TIMEOUT", "HTTP_503", "null");
        assertThat(deliveries(all, "next_attempt_at"))
                .containsExactly("null", now.plusSeconds(12).toString(), "null");
        assertThat(deliveries(all, "kept_until"))
                .containsExactly(now.plusSeconds(3).plus(Duration.ofDays(14)).toString(), "null", "null");
    }

    @Test
    void deliveries_have_pages_and_a_filter() {
        String id = created();
        for (int n = 1; n <= 6; n++) {
            logged(id, n, n % 3 == 0 ? LoggedDelivery.Outcome.FAILED : LoggedDelivery.Outcome.ACCEPTED, "HTTP_500");
        }
        String path = "/webhook-endpoints/" + id + "/deliveries";

        Client.Reply first = client.get(path + "?limit=4");
        Client.Reply second = client.get(path + "?limit=4&cursor=" + first.text("/next_cursor"));

        assertThat(deliveries(first, "event_id")).containsExactly("evt_6", "evt_5", "evt_4", "evt_3");
        assertThat(deliveries(second, "event_id")).containsExactly("evt_2", "evt_1");
        assertThat(deliveries(client.get(path + "?limit=4&cursor=" + second.text("/previous_cursor")), "event_id"))
                .containsExactly("evt_6", "evt_5", "evt_4", "evt_3");
        assertThat(deliveries(client.get(path + "?outcome=failed"), "event_id")).containsExactly("evt_6", "evt_3");
        assertThat(client.get(path + "?outcome=lost").error()).isEqualTo("400 INVALID_REQUEST outcome");
        assertThat(client.get("/webhook-endpoints/we_none/deliveries").error()).isEqualTo("404 NOT_FOUND");
    }

    @Test
    void an_undelivered_event_is_replayed() {
        EndpointId id = new EndpointId(created());
        Event event = new Event("evt_1", EventType.CALL_ENDED, client.clock.instant(), null, Map.of());
        client.undelivered.keep(event, id, client.clock.instant().plus(Duration.ofDays(14)));

        assertThat(client.post("/events/evt_2/replay", "").error()).isEqualTo("404 NOT_FOUND");
        assertThat(client.patch("/webhook-endpoints/" + id, "{'status':'disabled'}")
                        .status())
                .isEqualTo(200);
        assertThat(client.post("/events/evt_1/replay", "").error()).isEqualTo("409 ENDPOINT_DISABLED");
        assertThat(client.patch("/webhook-endpoints/" + id, "{'status':'active'}")
                        .status())
                .isEqualTo(200);
        Client.Reply replay = client.post("/events/evt_1/replay", "");

        assertThat(replay.status()).isEqualTo(202);
        assertThat(replay.text("/replay/endpoints/0")).isEqualTo(id.value());
        assertThat(client.deliveries.all()).containsExactly(Delivery.first(event, id, client.clock.instant()));
        assertThat(client.post("/events/evt_1/replay", "").error()).isEqualTo("404 NOT_FOUND");
    }

    @Test
    void the_number_of_endpoints_is_limited() {
        for (int n = 0; n < Endpoints.MAX_ENDPOINTS; n++) {
            assertThat(client.post("/webhook-endpoints", BODY).status()).isEqualTo(201);
        }

        assertThat(client.post("/webhook-endpoints", BODY).error()).isEqualTo("409 TOO_MANY_ENDPOINTS");
    }
}
