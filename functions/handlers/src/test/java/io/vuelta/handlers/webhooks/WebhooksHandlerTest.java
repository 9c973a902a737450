package io.vuelta.handlers.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.adapters.provider.twilio.TwilioWebhooks;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.TestContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Twilio's callback as API Gateway delivers it ({@code events/twilio-completed.json}), and requests that are not
 * callbacks.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WebhooksHandlerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
    private static final LineId LINE = new LineId("iph_01M80S7CPM40P3KRG1B9RSVTPY");

    private final List<AttemptEvent> sent = new ArrayList<>();
    private final List<String> attempts = new ArrayList<>();
    private final TestContext context = new TestContext();
    private final InMemoryStore store = new InMemoryStore();

    @BeforeEach
    void line() {
        store.lines().put(Examples.lineOf(Provider.TWILIO, LINE, "vuelta/twilio", null));
    }

    @Test
    void a_genuine_callback_is_queued_with_its_attempt_and_answered() throws IOException {
        assertThat(answer(callback(), "")).isEqualTo(204);

        assertThat(attempts).containsExactly("01M80S7CY6THARWDMKPXKNJRGE.0322c47fd3a3e9d436bd8de93e5c2b0a.1");
        assertThat(sent)
                .containsExactly(new CallEvent.Reported(
                        "CA" + "0123456789abcdef".repeat(2),
                        CallStatus.ENDED,
                        Duration.ofSeconds(61),
                        null,
                        Instant.parse("2026-11-22T04:46:36Z")));
    }

    @Test
    void the_configured_domain_is_part_of_the_signed_address() throws IOException {
        APIGatewayV2HTTPEvent event = callback();
        event.getRequestContext().setDomainName("abc.execute-api.us-east-1.amazonaws.com");

        assertThat(answer(event, "https://calls.example.com")).isEqualTo(204);
        assertThat(answer(event, "")).isEqualTo(403);
    }

    @Test
    void a_wrong_or_missing_signature_or_an_unknown_line_is_forged() throws IOException {
        APIGatewayV2HTTPEvent wrong = callback();
        wrong.setHeaders(with(wrong.getHeaders(), "x-twilio-signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="));
        APIGatewayV2HTTPEvent missing = callback();
        missing.setHeaders(Map.of("content-type", "application/x-www-form-urlencoded"));
        APIGatewayV2HTTPEvent elsewhere = callback();
        elsewhere.setRawPath("/webhooks/twilio/iph_other/status");
        APIGatewayV2HTTPEvent otherAttempt = callback();
        otherAttempt.setRawQueryString("attempt=c.0322c47fd3a3e9d436bd8de93e5c2b0a.2");

        for (APIGatewayV2HTTPEvent forged : List.of(wrong, missing, elsewhere, otherAttempt)) {
            assertThat(answer(forged, "")).isEqualTo(403);
        }
        assertThat(sent).isEmpty();
        assertThat(context.lines()).hasSize(4).allMatch(line -> line.startsWith("{\"event\":\"webhook_forged\""));
    }

    @Test
    void an_unknown_provider_is_not_found() throws IOException {
        APIGatewayV2HTTPEvent event = callback();
        event.setRawPath("/webhooks/other/x");

        assertThat(answer(event, "")).isEqualTo(404);
    }

    private int answer(APIGatewayV2HTTPEvent event, String publicUrl) {
        TwilioWebhooks twilio = new TwilioWebhooks(
                store.lines(), _ -> Map.of("auth_token", "local-auth-token"), InstantSource.fixed(NOW));
        WebhooksHandler handler = new WebhooksHandler(new WebhooksWiring(
                Map.of(Provider.TWILIO, twilio),
                UseCases.takeWebhook(
                        store,
                        outcome -> {
                            attempts.add(outcome.attempt().toString());
                            sent.add(outcome.event());
                        },
                        (_, _, _) -> {},
                        _ -> {},
                        () -> NOW),
                publicUrl));
        return handler.handleRequest(event, context).getStatusCode();
    }

    private static APIGatewayV2HTTPEvent callback() throws IOException {
        return new ObjectMapper()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(Path.of("../../events/twilio-completed.json").toFile(), APIGatewayV2HTTPEvent.class);
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }
}
