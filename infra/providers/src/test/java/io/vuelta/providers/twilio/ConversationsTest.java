package io.vuelta.providers.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The source of an answered call's TwiML, and the end of a call without TwiML. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConversationsTest {
    private static final String HANG_UP = "<Response><Hangup/></Response>";

    private final HttpServer agent;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final TwilioSimulator simulator = TwilioSimulator.start(new TwilioSimulator.Options(
            0,
            InstantSource.system(),
            42,
            CallPopulation.ordinary(),
            10,
            null,
            Account.SID,
            Account.TOKEN,
            AccountLimits.none(),
            true));

    ConversationsTest() throws IOException {
        agent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        agent.start();
    }

    @AfterEach
    void close() {
        simulator.close();
        agent.stop(0);
    }

    private String answers(String path, int status, String body) {
        agent.createContext(path, exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            requests.add(path + " " + form);
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        return "http://127.0.0.1:" + agent.getAddress().getPort() + path;
    }

    private LoggedCall placed(String url, @Nullable String fallback) throws Exception {
        String form = "To=%2B12025559001&From=%2B12025550000&Url=" + Account.encoded(url)
                + (fallback == null ? "" : "&FallbackUrl=" + Account.encoded(fallback));
        assertThat(Account.of(simulator).post(Account.CALLS, form).status()).isEqualTo(201);
        return simulator.calls().getFirst();
    }

    private void awaitEnd() {
        Account.await("the end of the call", () -> simulator.calls().getFirst().endedAt() != null);
    }

    @Test
    void a_call_with_available_twiml_continues() throws Exception {
        var _ = placed(answers("/voice", 200, "<Response><Pause/></Response>"), null);

        Account.await("the fetch", () -> !requests.isEmpty());
        assertThat(requests.getFirst()).contains("CallSid=CA", "CallStatus=in-progress");
        assertThat(simulator.calls().getFirst().endedAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"500, 'oops', 11200", "404, '', 11200", "200, 'no TwiML', 12100"})
    void without_twiml_the_fallback_url_gets_the_reason_and_its_twiml_is_used(int status, String body, String code)
            throws Exception {
        var _ = placed(answers("/voice", status, body), answers("/webhooks/fallback", 200, HANG_UP));

        awaitEnd();
        assertThat(requests).hasSize(2);
        assertThat(requests.getLast()).contains("/webhooks/fallback ", "ErrorCode=" + code, "ErrorUrl=http");
    }

    @Test
    void without_a_fallback_the_call_ends() throws Exception {
        var _ = placed("http://127.0.0.1:1/voice", null);

        awaitEnd();
    }
}
