package io.vuelta.providers.voice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.SimulatorJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The reference agent. Twilio connects calls with its WebSocket, by Media Streams or by ConversationRelay; it reads the
 * contact's data at {@code context_url}, greets, listens for a moment, posts the result to {@code result_url}, and ends
 * the conversation. If the context has a variable {@code transfer_to}, it announces a transfer and transfers the call
 * to that number (ConversationRelay only: Media Streams has no message for it).
 */
public final class VoiceAgent implements AutoCloseable {
    /** Number of pieces of silence that the agent listens to. */
    private static final int PATIENCE = 3;

    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final WebSocketServer server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(MAX_WAIT)
            .build();
    private final Map<WebSocketServer.Connection, VoiceConversation> conversations = new ConcurrentHashMap<>();
    private final List<VoiceConversation> begun = new CopyOnWriteArrayList<>();

    private VoiceAgent() {
        try {
            this.server = WebSocketServer.start(this::receive);
        } catch (IOException e) {
            throw new UncheckedIOException("the voice agent cannot listen", e);
        }
    }

    /** Listens at any free port of 127.0.0.1. */
    public static VoiceAgent start() {
        return new VoiceAgent();
    }

    /**
     * A conversation.
     *
     * @param signature Twilio's signature of the handshake
     * @param parameters the parameters that the agent got at the beginning
     * @param name the person's name, as read from {@code context_url}
     */
    public record VoiceConversation(String signature, Map<String, String> parameters, String name, JsonNode context) {
        public VoiceConversation {
            parameters = Map.copyOf(parameters);
        }
    }

    /** The address for lines of kind {@code stream} and {@code conversation_relay}. */
    public String url() {
        return "wss://127.0.0.1:" + server.port() + "/talk";
    }

    /** Every conversation that has begun, the oldest first. */
    public List<VoiceConversation> conversations() {
        return List.copyOf(begun);
    }

    private void receive(WebSocketServer.Connection from, String text) throws IOException {
        JsonNode said = SimulatorJson.parse(text);
        switch (said.path("event").asText(said.path("type").asText())) {
            case "start" -> begin(from, said.path("start").path("customParameters"));
            case "setup" -> begin(from, said.path("customParameters"));
            case "media" -> media(from, said);
            case "prompt" -> prompt(from);
            case "stop" -> stopped(from);
            default -> {
                // The agent ignores Twilio's other messages.
            }
        }
    }

    private void begin(WebSocketServer.Connection from, JsonNode given) throws IOException {
        Map<String, String> parameters = new ConcurrentHashMap<>();
        given.properties()
                .forEach(
                        field -> parameters.put(field.getKey(), field.getValue().asText()));
        JsonNode context = SimulatorJson.parse(
                        ask(HttpRequest.newBuilder(URI.create(parameters.getOrDefault("context_url", "")))
                                .GET()))
                .path("context");
        VoiceConversation talk = new VoiceConversation(
                from.header("X-Twilio-Signature"),
                parameters,
                context.path("name").asText(),
                context);
        conversations.put(from, talk);
        begun.add(talk);
    }

    /** Answers silence with silence, and ends the conversation after a number of silent pieces. */
    private void media(WebSocketServer.Connection from, JsonNode said) throws IOException {
        ObjectNode answer = SimulatorJson.object()
                .put("event", "media")
                .put("streamSid", said.path("streamSid").asText());
        answer.putObject("media")
                .put("payload", said.path("media").path("payload").asText());
        from.send(answer.toString());
        if (said.path("media").path("chunk").asInt() >= PATIENCE) {
            VoiceConversation talk = conversations.remove(from);
            if (talk != null) {
                report(talk, "heard silence");
                from.close();
            }
        }
    }

    /** The person hung up first: the result so far is posted nevertheless. */
    private void stopped(WebSocketServer.Connection from) throws IOException {
        VoiceConversation talk = conversations.remove(from);
        if (talk != null) {
            report(talk, "heard silence");
        }
    }

    private void prompt(WebSocketServer.Connection from) throws IOException {
        VoiceConversation talk = conversations.remove(from);
        if (talk == null) {
            return;
        }
        String transferTo = talk.context().path("variables").path("transfer_to").asText();
        from.send(SimulatorJson.object()
                .put("type", "text")
                .put("token", transferTo.isEmpty() ? "Gracias, " + talk.name() + "." : "Le comunico.")
                .put("last", true)
                .toString());
        report(talk, transferTo.isEmpty() ? "talked" : "transferred");
        ObjectNode end = SimulatorJson.object().put("type", "end");
        if (!transferTo.isEmpty()) {
            end.put(
                    "handoffData",
                    SimulatorJson.object().put("transfer_to", transferTo).toString());
        }
        from.send(end.toString());
    }

    private void report(VoiceConversation talk, String summary) throws IOException {
        String body = SimulatorJson.object()
                .put("converted", true)
                .put("summary", summary)
                .toString();
        var _ = ask(HttpRequest.newBuilder(URI.create(talk.parameters().getOrDefault("result_url", "")))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String ask(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> answer = http.send(
                    request.timeout(MAX_WAIT).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() / 100 != 2) {
                throw new IOException("HTTP " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        server.close();
        http.shutdownNow();
    }
}
