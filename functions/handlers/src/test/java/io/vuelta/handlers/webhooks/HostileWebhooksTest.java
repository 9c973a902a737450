package io.vuelta.handlers.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.settle.ProviderEvents;
import io.vuelta.testkit.Hmac;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.examples.Mutated;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.InMemoryUserIds;
import io.vuelta.testkit.fakes.TestContext;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Any request to the webhooks, in any form that API Gateway or a sender may give it: it is an event of the line whose
 * secret signed it, or forged (403), or malformed (400, 413); both are logged and counted; and there is
 * never an exception.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileWebhooksTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final String ATTEMPT = "C1.0322c47fd3a3e9d436bd8de93e5c2b0a.1";
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final List<ProviderEvents.ProviderEvent> outcomes = new ArrayList<>();
    private final List<LineId> reports = new ArrayList<>();
    private final TestContext context = new TestContext();
    private final InMemoryStore store = new InMemoryStore();
    private Secrets secrets = _ -> Map.of(
            "auth_token", "token",
            "signing_secret", "signing",
            "app_secret", "app",
            "verify_token", "verify",
            "phone_number_id", "111");

    @BeforeEach
    void lines() {
        store.agents().put(Examples.agent());
        for (Sender sender : Sender.values()) {
            store.lines().put(Examples.lineOf(sender.provider(), sender.line(), "vuelta/" + sender.label(), null));
        }
        store.campaigns()
                .create(Examples.campaign(
                        new CampaignId("C1"), Sender.AGENT.line(), CampaignStatus.ACTIVE, Examples.settings()));
    }

    /** The senders, each with a genuine request. */
    enum Sender {
        TWILIO("CallSid=CA1&CallStatus=completed&CallDuration=61&From=%2B5255&Note=ma%C3%B1ana+%26"),
        AGENT("{\"attempt\":\"" + ATTEMPT + "\",\"event\":\"ended\",\"id\":\"ñ-1\",\"duration\":61.5}"),
        WHATSAPP(batch(
                "{\"id\":\"wamid.1\",\"status\":\"read\",\"timestamp\":\"1795322800\",\"biz_opaque_callback_data\":\""
                        + ATTEMPT + "\"}"));

        private final String body;

        Sender(String body) {
            this.body = body;
        }

        LineId line() {
            return new LineId("line_" + name());
        }

        Provider provider() {
            return Provider.valueOf(name());
        }

        String label() {
            return provider().wire();
        }

        /** The path, beginning with {@code /webhooks/}. */
        String path() {
            return "/webhooks/" + label() + "/" + line() + (this == TWILIO ? "/status" : "");
        }

        String query() {
            return this == TWILIO ? "attempt=" + ATTEMPT : "";
        }

        /** The headers of a genuine request with this body. */
        Map<String, String> sign(String url, byte[] body) {
            String timestamp = String.valueOf(NOW.getEpochSecond());
            return switch (this) {
                case TWILIO -> Map.of("X-Twilio-Signature", twilio(url, body));
                case AGENT ->
                    Map.of(
                            "X-Vuelta-Timestamp",
                            timestamp,
                            "X-Vuelta-Signature",
                            "sha256=" + Hmac.sha256("signing", join((timestamp + ".").getBytes(UTF_8), body)));
                case WHATSAPP -> Map.of("X-Hub-Signature-256", "sha256=" + Hmac.sha256("app", body));
            };
        }

        private static String twilio(String url, byte[] body) {
            Map<String, String> form = new HashMap<>();
            for (String field : new String(body, UTF_8).split("&", -1)) {
                String[] parts = field.split("=", 2);
                if (!field.isEmpty()) {
                    form.merge(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]), (one, _) -> one);
                }
            }
            return Hmac.ofTwilio("token", url, form);
        }

        private static String decoded(String text) {
            try {
                return URLDecoder.decode(text, UTF_8);
            } catch (IllegalArgumentException _) {
                return text;
            }
        }
    }

    private static String batch(String statuses) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"222\",\"changes\":[{\"field\":\"messages\","
                + "\"value\":{\"metadata\":{\"phone_number_id\":\"111\"},\"statuses\":[" + statuses + "]}}]}]}";
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = new byte[one.length + other.length];
        System.arraycopy(one, 0, both, 0, one.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    // Genuine, in every shape

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource({
        // PUBLIC_URL, raw path before ours, x-forwarded-proto, what the provider called
        "'', '', https, https://api.example.com",
        "'', /prod, https, https://api.example.com/prod",
        "'', '', http, http://api.example.com",
        "'', '', 'https,http', https://api.example.com",
        "'', '', 'https, http', https://api.example.com",
        "https://calls.example.com, '', https, https://calls.example.com",
        "https://calls.example.com, /prod, http, https://calls.example.com",
        "https://calls.example.com/hooks, '', https, https://calls.example.com/hooks",
        "https://calls.example.com/hooks, /v1/hooks, https, https://calls.example.com/hooks",
    })
    void the_signature_is_over_the_address_that_the_provider_called(
            String publicUrl, String before, String protocol, String called) {
        for (Sender sender : Sender.values()) {
            String query = sender.query();
            byte[] body = sender.body.getBytes(UTF_8);
            APIGatewayV2HTTPEvent event = request(sender, body, true);
            event.setRawPath(before + sender.path());
            Map<String, String> headers =
                    new HashMap<>(sender.sign(called + sender.path() + (query.isEmpty() ? "" : "?" + query), body));
            headers.put("X-Forwarded-Proto", protocol);
            event.setHeaders(headers);

            assertThat(post(publicUrl, event)).as("%s", sender).isIn(200, 204);
        }
        assertThat(outcomes)
                .extracting(ProviderEvents.ProviderEvent::line)
                .containsExactly(Sender.TWILIO.line(), Sender.AGENT.line(), Sender.WHATSAPP.line());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attempt=" + ATTEMPT + "&z=1&a=2",
                "z=%C3%B1%20%2B+x&attempt=" + ATTEMPT,
                "a&attempt=" + ATTEMPT + "&b=%zz",
                "z=b&z=a&attempt=" + ATTEMPT
            })
    void a_query_is_signed_as_it_came_in_its_order_and_with_its_escapes(String query) {
        byte[] body = Sender.TWILIO.body.getBytes(UTF_8);
        APIGatewayV2HTTPEvent event = request(Sender.TWILIO, body, false);
        event.setRawQueryString(query);
        event.setHeaders(Sender.TWILIO.sign("https://api.example.com" + Sender.TWILIO.path() + "?" + query, body));

        assertThat(post(event)).isEqualTo(204);
    }

    @ParameterizedTest
    @EnumSource(Sender.class)
    void a_body_is_signed_as_it_was_sent_whether_api_gateway_encodes_it_or_not_and_headers_have_any_case(
            Sender sender) {
        List<UnaryOperator<String>> cases =
                List.of(name -> name, name -> name.toLowerCase(Locale.ROOT), name -> name.toUpperCase(Locale.ROOT));
        for (boolean encoded : new boolean[] {false, true}) {
            for (UnaryOperator<String> written : cases) {
                APIGatewayV2HTTPEvent event = request(sender, sender.body.getBytes(UTF_8), encoded);
                event.setHeaders(event.getHeaders().entrySet().stream()
                        .collect(Collectors.toMap(header -> written.apply(header.getKey()), Map.Entry::getValue)));

                assertThat(post(event)).isIn(200, 204);
            }
        }
        assertThat(outcomes).hasSize(6).allMatch(outcome -> sender.line().equals(outcome.line()));
        assertThat(outcomes).allMatch(outcome -> outcome.attempt().toString().equals(ATTEMPT));
    }

    @Test
    void a_result_belongs_to_the_line_that_signed_it() {
        String result = "{\"attempt\":\"" + ATTEMPT + "\",\"event\":\"result\",\"result\":{\"converted\":true}}";

        assertThat(post(request(Sender.AGENT, result.getBytes(UTF_8), false))).isEqualTo(204);
        assertThat(reports).containsExactly(Sender.AGENT.line());
    }

    // Forged

    static Stream<UnaryOperator<APIGatewayV2HTTPEvent>> forgeries() {
        return Stream.of(
                changed(event -> event.setHeaders(null)),
                changed(event -> event.setHeaders(Map.of())),
                changed(event -> event.setHeaders(withNulls(event.getHeaders()))),
                // Joins a repeated header like API Gateway.
                changed(event -> event.setHeaders(event.getHeaders().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, header -> header.getValue() + "," + header.getValue())))),
                changed(event -> event.setBody(null)),
                changed(event -> event.setBody("")),
                changed(event -> event.setBody(event.getBody() + " ")),
                changed(event -> event.setBody("\uD800" + event.getBody())),
                changed(event -> event.setBody("x".repeat(MAX_BYTES))),
                changed(event -> event.setRawPath(event.getRawPath().replace("/line_", "/none_"))),
                changed(event -> event.setRawPath(event.getRawPath().replace("/line_", "/l%2Fne_"))),
                changed(event -> event.setRawPath(event.getRawPath() + "/more")),
                changed(event -> event.setRawPath(event.getRawPath().replaceFirst("(/webhooks/[a-z]+/).*", "$1"))),
                changed(event -> event.setRawPath(event.getRawPath().replaceFirst("(/webhooks/[a-z]+)/.*", "$1"))));
    }

    private static UnaryOperator<APIGatewayV2HTTPEvent> changed(Consumer<APIGatewayV2HTTPEvent> change) {
        return event -> {
            change.accept(event);
            return event;
        };
    }

    private static Map<String, String> withNulls(Map<String, String> headers) {
        Map<String, String> nulls = new HashMap<>(headers);
        nulls.replaceAll((_, _) -> null);
        return nulls;
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void a_changed_request_is_forged_and_logged_with_the_counted_word_and_has_no_other_effect(
            UnaryOperator<APIGatewayV2HTTPEvent> forgery) {
        for (Sender sender : Sender.values()) {
            assertThat(post(forgery.apply(request(sender, sender.body.getBytes(UTF_8), false))))
                    .as("%s", sender)
                    .isEqualTo(403);
        }
        assertThat(outcomes).isEmpty();
        assertThat(context.lines()).hasSize(3).allMatch(line -> line.startsWith("{\"event\":\"webhook_forged\""));
    }

    @ParameterizedTest
    @EnumSource
    void an_unsigned_request_has_no_effect_at_any_provider(Provider provider) {
        LineId id = new LineId("line");
        store.lines().put(Examples.lineOf(provider, id, "secret", null));
        APIGatewayV2HTTPEvent event = request(Sender.AGENT, Sender.AGENT.body.getBytes(UTF_8), false);
        event.setRawPath("/webhooks/" + provider.wire() + "/" + id + (provider == Provider.TWILIO ? "/status" : ""));
        event.setHeaders(Map.of());

        assertThat(post(event)).isEqualTo(403);
        assertThat(outcomes).isEmpty();
        assertThat(reports).isEmpty();
    }

    @Test
    void twilios_signature_is_invalid_at_another_address_or_query() {
        for (String other :
                List.of("https://api.example.org", "http://api.example.com", "https://api.example.com:8443")) {
            byte[] body = Sender.TWILIO.body.getBytes(UTF_8);
            APIGatewayV2HTTPEvent event = request(Sender.TWILIO, body, true);
            event.setHeaders(Sender.TWILIO.sign(other + Sender.TWILIO.path() + "?" + Sender.TWILIO.query(), body));
            assertThat(post(event)).isEqualTo(403);
        }
        APIGatewayV2HTTPEvent event = request(Sender.TWILIO, Sender.TWILIO.body.getBytes(UTF_8), true);
        event.setRawQueryString(event.getRawQueryString() + "&a=1");
        assertThat(post(event)).isEqualTo(403);
    }

    @Test
    void the_secret_of_one_provider_does_not_sign_for_another_even_if_a_secret_has_both() {
        byte[] body = Sender.WHATSAPP.body.getBytes(UTF_8);
        APIGatewayV2HTTPEvent event = request(Sender.WHATSAPP, body, true);
        event.setRawPath("/webhooks/whatsapp/" + Sender.AGENT.line());

        assertThat(post(event)).isEqualTo(403);
    }

    // Malformed

    @ParameterizedTest
    @EnumSource(Sender.class)
    void a_body_of_invalid_base64_is_malformed(Sender sender) {
        for (String broken : List.of("%", "a", "a===", "=", "ñ", "\n\n")) {
            APIGatewayV2HTTPEvent event = request(sender, sender.body.getBytes(UTF_8), true);
            event.setBody(broken);
            assertThat(post(event)).isEqualTo(400);
        }
        assertThat(context.lines()).hasSize(6).allMatch(line -> line.startsWith("{\"event\":\"webhook_malformed\""));
    }

    @ParameterizedTest
    @CsvSource({"-1, 200", "0, 200", "1, 413"})
    void a_body_is_accepted_up_to_its_limit_in_bytes(int more, int status) {
        String padded = batch("").replaceFirst("}$", ",\"pad\":\"");
        int bytes = MAX_BYTES + more - padded.length() - 2;
        byte[] body = (padded + "ñ".repeat(bytes / 2) + "x".repeat(bytes % 2) + "\"}").getBytes(UTF_8);
        assertThat(body).hasSize(MAX_BYTES + more);

        for (boolean encoded : new boolean[] {false, true}) {
            assertThat(post(request(Sender.WHATSAPP, body, encoded))).isEqualTo(status);
        }
        assertThat(context.lines())
                .hasSize(status == 413 ? 2 : 0)
                .allMatch(line -> line.startsWith("{\"event\":\"webhook_malformed\""));
    }

    static Stream<String> numbersOfSeconds() {
        return Stream.of(
                "1e400", "-1e400", "1e999999999", "9".repeat(500), "1" + "0".repeat(999), "86400.001", "-0.001");
    }

    @ParameterizedTest
    @MethodSource("numbersOfSeconds")
    void an_invalid_duration_is_malformed_and_named(String number) {
        String body = Sender.AGENT.body.replace("61.5", number);

        APIGatewayV2HTTPResponse answer = answer("", request(Sender.AGENT, body.getBytes(UTF_8), false));

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(answer.getBody()).startsWith("duration ");
    }

    static Stream<String> noJson() {
        return Stream.of(
                "",
                " ",
                "nul",
                "{",
                "{\"entry\":[",
                "[".repeat(100_000),
                "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000),
                "{\"entry\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}",
                "{\"duration\":" + "9".repeat(2_000) + "}",
                "{\"" + "x".repeat(60_000) + "\":1}",
                "\u0000",
                "\"text\"",
                "[]");
    }

    @ParameterizedTest
    @MethodSource("noJson")
    void a_signed_body_without_json_of_the_provider_is_malformed(String body) {
        for (Sender sender : List.of(Sender.AGENT, Sender.WHATSAPP)) {
            assertThat(post(request(sender, body.getBytes(UTF_8), true))).isEqualTo(400);
        }
        assertThat(context.lines()).hasSize(2).allMatch(line -> line.startsWith("{\"event\":\"webhook_malformed\""));
    }

    @Test
    void a_log_line_stays_one_short_line_for_any_name_that_the_sender_gives() {
        String field = "\\n\\\"event=webhook_settled \\u0000\\u001b[2J" + "x".repeat(10_000);
        String body = "{\"attempt\":\"" + ATTEMPT + "\",\"event\":\"result\",\"result\":{\"" + field + "\":1}}";

        assertThat(post(request(Sender.AGENT, body.getBytes(UTF_8), false))).isEqualTo(400);

        assertThat(context.lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .hasSizeLessThan(700)
                        .doesNotContainPattern("\\p{Cntrl}")
                        .startsWith("{\"event\":\"webhook_malformed\"")
                        .doesNotContain("\"event\":\"webhook_settled"));
    }

    // Batches

    @Test
    void readable_events_of_a_batch_are_queued_and_the_others_are_counted_in_the_log() {
        String ours =
                "{\"id\":\"wamid.%d\",\"status\":\"%s\",\"timestamp\":\"1795322800\",\"biz_opaque_callback_data\":\""
                        + ATTEMPT + "\"}";
        List<String> statuses = new ArrayList<>();
        IntStream.range(0, 500).forEach(n -> statuses.add(ours.formatted(n / 2, "sent")));
        IntStream.range(0, 300).forEach(_ -> statuses.add("{\"id\":\"wamid.x\",\"status\":\"sent\"}"));
        IntStream.range(0, 50).forEach(n -> statuses.add(ours.formatted(n, "odd" + n)));
        IntStream.range(0, 7)
                .forEach(n -> statuses.add(List.of("1", "null", "[]", "{}", "\"\"", "[[]]", "1e400")
                        .get(n)));
        statuses.add(ours.formatted(1, "failed").replace("}", ",\"errors\":[{\"code\":1e400},{}]}"));
        statuses.add(ours.formatted(1, "failed").replace("}", ",\"errors\":[{\"code\":99999999999}]}"));
        statuses.add(ours.formatted(1, "failed").replace("}", ",\"errors\":{\"code\":1}}"));
        statuses.add(ours.formatted(1, "read").replace("1795322800", "9".repeat(400)));
        statuses.add(ours.formatted(1, "read").replace("wamid.1", "w".repeat(257)));

        assertThat(post(request(
                        Sender.WHATSAPP, batch(String.join(",", statuses)).getBytes(UTF_8), true)))
                .isEqualTo(200);

        assertThat(outcomes)
                .hasSize(504)
                .allMatch(outcome -> Sender.WHATSAPP.line().equals(outcome.line()));
        assertThat(context.lines())
                .hasSize(10)
                .allMatch(line -> line.startsWith("{\"event\":\"webhook_ignored\""))
                .anyMatch(line -> line.contains("\"why\":\"a status that names no attempt\",\"times\":308"));
    }

    // Errors that we must correct

    @ParameterizedTest
    @EnumSource(Sender.class)
    void while_a_secret_cannot_be_read_the_provider_is_asked_to_retry(Sender sender) {
        secrets = name -> {
            throw new Secrets.SecretUnavailable("secret " + name + " cannot be read");
        };

        assertThat(post(request(sender, sender.body.getBytes(UTF_8), true))).isEqualTo(503);
        assertThat(context.lines())
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("{\"event\":\"webhook_later\""));
    }

    @Test
    void forged_and_malformed_requests_are_a_metric() {
        APIGatewayV2HTTPEvent forged = request(Sender.AGENT, "{}".getBytes(UTF_8), false);
        forged.setHeaders(Map.of());
        post(forged);
        post(request(Sender.AGENT, "[]".getBytes(UTF_8), true));

        assertThat(context.lines())
                .anySatisfy(line -> assertThat(line)
                        .contains("\"webhook_forged\":1", "\"Name\":\"webhook_forged\",\"Unit\":\"Count\""))
                .anySatisfy(line -> assertThat(line)
                        .contains("\"webhook_malformed\":1", "\"Name\":\"webhook_malformed\",\"Unit\":\"Count\""));
    }

    // Anything

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void every_random_request_is_answered(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1_500; i++) {
            outcomes.clear();
            reports.clear();
            TestContext fresh = new TestContext();
            boolean signed = random.nextInt(3) > 0;
            APIGatewayV2HTTPEvent event = any(random, signed);
            String shown = "seed " + seed + ", event " + i + ": " + event;

            int status = handler("").handleRequest(event, fresh).getStatusCode();

            assertThat(status).as(shown).isIn(200, 204, 400, 403, 404, 413, 503);
            assertThat(outcomes.isEmpty() || status == 200 || status == 204)
                    .as(shown)
                    .isTrue();
            switch (status) {
                case 403 ->
                    assertThat(fresh.lines())
                            .as(shown)
                            .singleElement()
                            .asString()
                            .startsWith("{\"event\":\"webhook_forged\"");
                case 400, 413 ->
                    assertThat(fresh.lines())
                            .as(shown)
                            .singleElement()
                            .asString()
                            .startsWith("{\"event\":\"webhook_malformed\"");
                default -> assertThat(fresh.lines()).as(shown).allMatch(line -> !line.contains("webhook_forged"));
            }
            assertThat(signed || outcomes.isEmpty())
                    .as("nobody signed " + shown)
                    .isTrue();
        }
    }

    /** A genuine request with some changed bytes, with a valid or an invalid signature. */
    private static APIGatewayV2HTTPEvent any(Random random, boolean signed) {
        Sender sender = Sender.values()[random.nextInt(3)];
        byte[] body = Mutated.of(sender.body.getBytes(UTF_8), random);
        APIGatewayV2HTTPEvent event = request(sender, body, random.nextBoolean());
        if (!signed) {
            String other = String.valueOf((char) ('!' + random.nextInt(90)));
            event.setHeaders(event.getHeaders().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            header -> header.getKey().endsWith("Timestamp")
                                    ? header.getValue()
                                    : header.getValue().substring(random.nextInt(3)) + other)));
        }
        switch (random.nextInt(12)) {
            case 0 -> event.setRequestContext(null);
            case 1 -> event.getRequestContext().setHttp(null);
            case 2 -> event.setQueryStringParameters(null);
            case 3 -> event.setRawPath(random.nextBoolean() ? null : "/webhooks/" + (char) random.nextInt(0x10000));
            case 4 -> event.setIsBase64Encoded(!event.getIsBase64Encoded());
            case 5 -> event.setBody(null);
            default -> {
                // The unchanged event.
            }
        }
        return event;
    }

    private static APIGatewayV2HTTPEvent request(Sender sender, byte[] body, boolean encoded) {
        String query = sender.query();
        String url = "https://api.example.com" + sender.path() + (query.isEmpty() ? "" : "?" + query);
        return APIGatewayV2HTTPEvent.builder()
                .withRawPath(sender.path())
                .withRawQueryString(query)
                .withQueryStringParameters(query.isEmpty() ? null : Map.of("attempt", ATTEMPT))
                .withHeaders(sender.sign(url, body))
                .withBody(encoded ? Base64.getEncoder().encodeToString(body) : new String(body, UTF_8))
                .withIsBase64Encoded(encoded)
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withDomainName("api.example.com")
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod("POST")
                                .build())
                        .build())
                .build();
    }

    private int post(APIGatewayV2HTTPEvent event) {
        return post("", event);
    }

    private int post(String publicUrl, APIGatewayV2HTTPEvent event) {
        return answer(publicUrl, event).getStatusCode();
    }

    private APIGatewayV2HTTPResponse answer(String publicUrl, APIGatewayV2HTTPEvent event) {
        return handler(publicUrl).handleRequest(event, context);
    }

    private WebhooksHandler handler(String publicUrl) {
        return new WebhooksHandler(new WebhooksWiring(
                WebhooksWiring.providers(
                        store.lines(),
                        store.agents(),
                        store.attempts(),
                        new InMemoryUserIds(),
                        name -> secrets.find(name),
                        () -> NOW),
                UseCases.takeWebhook(store, outcomes::add, (line, _, _) -> reports.add(line), _ -> {}, () -> NOW),
                publicUrl));
    }
}
