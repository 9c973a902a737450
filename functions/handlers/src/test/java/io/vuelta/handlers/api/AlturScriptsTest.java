package io.vuelta.handlers.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vuelta.domain.line.Channel;
import io.vuelta.testkit.examples.Examples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of Altur's reference of {@code POST /campaigns}, run by bash and curl; only host, key and ids differ.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AlturScriptsTest {
    private static final Path SCRIPT = Path.of("src/test/resources/altur-campaigns.sh");

    private static final Map<String, String> OTHERS = Map.of(
            "YOUR_API_SECRET_KEY", Client.KEY,
            "6cy951e6-9877-4d7c-88d7-56b4948d3cce", Examples.AGENT.value(),
            "iph_8YqL3mZxR1tV0nKfH9bA", Client.LINE.value(),
            "iwa_8YqL3mZxR1tV0nKfH9bA", Client.WHATSAPP.value());

    private final Client client = Client.withLine();

    @TempDir
    private Path work;

    @Test
    void both_examples_create_their_campaign() throws Exception {
        client.store.lines().put(Examples.line(Client.WHATSAPP, Channel.WHATSAPP));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        List<JsonNode> answers;
        try {
            answers = run("http://localhost:" + server.getAddress().getPort());
        } finally {
            server.stop(0);
        }

        assertThat(answers).hasSize(2).allMatch(answer -> answer.path("success").booleanValue());
        JsonNode calls = answers.getFirst().path("campaign");
        assertThat(calls.path("name").asText()).isEqualTo("Q2 Reactivation");
        assertThat(calls.at("/cycles/mode").asText()).isEqualTo("cooldown");
        assertThat(calls.at("/cycles/cooldown_minutes").asInt()).isEqualTo(30);
        JsonNode messages = answers.getLast().path("campaign");
        assertThat(messages.path("template").asText()).isEqualTo("promo_june_v1");
        assertThat(messages.path("message_limit").asInt()).isEqualTo(250);
    }

    private List<JsonNode> run(String host) throws IOException, InterruptedException {
        String script = Files.readString(SCRIPT, UTF_8).replace("https://api.altur.io", host);
        for (Map.Entry<String, String> other : OTHERS.entrySet()) {
            script = script.replace(other.getKey(), other.getValue());
        }
        Path out = work.resolve("out");
        Process bash = new ProcessBuilder("bash", "-e", "-c", script)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(bash.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(bash.exitValue()).isZero();
        try (MappingIterator<JsonNode> answers =
                new ObjectMapper().readerFor(JsonNode.class).readValues(out.toFile())) {
            return answers.readAll();
        }
    }

    /** Answers with the API, one request at a time. */
    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        List.of("Authorization", "Content-Type", "Idempotency-Key")
                .forEach(
                        name -> client.header(name, exchange.getRequestHeaders().getFirst(name)));
        Client.Reply reply =
                client.raw(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body, false);
        byte[] bytes = reply.json().toString().getBytes(UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
