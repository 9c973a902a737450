package io.vuelta.providers.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.SimulatorJson;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A call's conversation with an agent over a WebSocket: by Media Streams, where the person is silent and the agent's
 * audio is ignored; or by ConversationRelay, where the person speaks one sentence.
 */
final class AgentConversation {
    /** Pause between two pieces of silence. Twilio sends one every 20 ms. */
    private static final Duration PIECE = Duration.ofMillis(100);

    /** 20 ms of silence in 8-bit μ-law. */
    private static final String SILENCE = silence();

    private static final String SAID_BY_THE_PERSON = "Sí, soy yo.";

    private final TwilioSimulator.Options options;
    private final HttpClient http;
    private final SimulatedCall call;
    private final InstantSource clock;
    private final AtomicReference<AgentSocket> socket = new AtomicReference<>();
    private final AtomicReference<String> handoff = new AtomicReference<>("");

    AgentConversation(TwilioSimulator.Options options, HttpClient http, SimulatedCall call) {
        this.options = options;
        this.http = http;
        this.call = call;
        this.clock = options.clock();
    }

    /**
     * The end of a conversation.
     *
     * @param action the parameters for the {@code action} of {@code Connect}
     * @param streamError the error for the {@code statusCallback} of a stream; empty without an error
     */
    record Ended(Map<String, String> action, Optional<String> streamError) {}

    /** Talks until either side ends it. */
    Ended stream(Element stream) throws InterruptedException {
        String sid = "MZ" + call.sid().substring(2);
        try {
            AgentSocket open = open(stream.getAttribute("url"));
            open.send(SimulatorJson.object()
                    .put("event", "connected")
                    .put("protocol", "Call")
                    .put("version", "1.0.0"));
            open.send(start(sid, stream));
            for (int piece = 1; !isOver(open); piece++) {
                open.send(media(sid, piece));
            }
            open.send(SimulatorJson.object().put("event", "stop").put("streamSid", sid));
            open.close();
            return new Ended(Map.of(), Optional.empty());
        } catch (ExecutionException _) {
            return new Ended(Map.of(), Optional.of("31920 - Stream - WebSocket - Handshake Error"));
        }
    }

    private ObjectNode start(String sid, Element stream) {
        ObjectNode json = SimulatorJson.object().put("event", "start").put("sequenceNumber", "1");
        ObjectNode start = json.putObject("start");
        start.put("accountSid", options.accountSid()).put("streamSid", sid).put("callSid", call.sid());
        start.putArray("tracks").add("inbound");
        start.putObject("mediaFormat")
                .put("encoding", "audio/x-mulaw")
                .put("sampleRate", 8_000)
                .put("channels", 1);
        parameters(stream).forEach(start.putObject("customParameters")::put);
        return json.put("streamSid", sid);
    }

    private static ObjectNode media(String sid, int piece) {
        ObjectNode json = SimulatorJson.object().put("event", "media").put("sequenceNumber", "" + (piece + 1));
        json.putObject("media")
                .put("track", "inbound")
                .put("chunk", "" + piece)
                .put("timestamp", "" + piece * PIECE.toMillis())
                .put("payload", SILENCE);
        return json.put("streamSid", sid);
    }

    private static boolean isOver(AgentSocket open) throws InterruptedException {
        try {
            open.over().get(PIECE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException _) {
            return true;
        }
    }

    /** Talks until either side ends it. */
    Ended relay(Element relay) throws InterruptedException {
        Instant began = clock.instant();
        Map<String, String> action = new LinkedHashMap<>();
        action.put("SessionId", "VX" + call.sid().substring(2));
        try {
            AgentSocket open = open(relay.getAttribute("url"));
            ObjectNode setup = SimulatorJson.object()
                    .put("type", "setup")
                    .put("sessionId", action.get("SessionId"))
                    .put("accountSid", options.accountSid())
                    .put("callSid", call.sid())
                    .put("from", call.request().from())
                    .put("to", call.request().to())
                    .put("direction", "outbound-api")
                    .put("callType", "PSTN");
            parameters(relay).forEach(setup.putObject("customParameters")::put);
            open.send(setup);
            open.send(SimulatorJson.object()
                    .put("type", "prompt")
                    .put("voicePrompt", SAID_BY_THE_PERSON)
                    .put("lang", relay.getAttribute("language"))
                    .put("last", true));
            open.over().get();
            open.close();
            action.put("SessionStatus", handoff.get().isEmpty() ? "completed" : "ended");
            if (!handoff.get().isEmpty()) {
                action.put("HandoffData", handoff.get());
            }
        } catch (ExecutionException _) {
            action.put("SessionStatus", "failed");
            action.put("ErrorCode", "64102");
            action.put("ErrorMessage", "Unable to connect to websocket URL");
        }
        long lived = Math.round(Duration.between(began, clock.instant()).toMillis() * options.speed() / 1_000);
        action.put("SessionDuration", "" + lived);
        return new Ended(action, Optional.empty());
    }

    private AgentSocket open(String url) throws ExecutionException, InterruptedException {
        String signature = Callback.signature(options.authToken(), url, Map.of());
        AgentSocket open = AgentSocket.open(http, url, signature, this::receive);
        socket.set(open);
        return open;
    }

    private void receive(AgentSocket from, JsonNode said) {
        switch (said.path("event").asText(said.path("type").asText())) {
            // Audio that was sent before counts as played at once.
            case "mark" -> from.send(said);
            case "end" -> {
                handoff.set(said.path("handoffData").asText());
                from.close();
            }
            default -> {
                // All other messages of the agent, such as audio, are ignored.
            }
        }
    }

    /** The call has ended. */
    void end() {
        AgentSocket open = socket.get();
        if (open != null) {
            open.end();
        }
    }

    private static Map<String, String> parameters(Element noun) {
        Map<String, String> parameters = new LinkedHashMap<>();
        NodeList found = noun.getElementsByTagName("Parameter");
        for (int i = 0; i < found.getLength(); i++) {
            Element parameter = (Element) found.item(i);
            parameters.put(parameter.getAttribute("name"), parameter.getAttribute("value"));
        }
        return parameters;
    }

    private static String silence() {
        byte[] silence = new byte[160];
        Arrays.fill(silence, (byte) 0xFF);
        return Base64.getEncoder().encodeToString(silence);
    }
}
