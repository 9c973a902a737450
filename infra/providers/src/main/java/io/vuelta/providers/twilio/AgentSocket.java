package io.vuelta.providers.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.providers.simulator.SimulatorJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** A WebSocket to an agent, over which both sides send JSON. */
final class AgentSocket implements WebSocket.Listener {
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);
    private static final int CLOSED = 1_000;

    private final StringBuilder text = new StringBuilder();
    private final BiConsumer<AgentSocket, JsonNode> receiver;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

    private AgentSocket(BiConsumer<AgentSocket, JsonNode> receiver) {
        this.receiver = receiver;
    }

    /**
     * Opens a WebSocket. A {@code wss} address on this machine is opened without TLS, because no local server has a
     * certificate.
     *
     * @param signature the signature of the handshake, by which the agent recognises Twilio
     * @throws ExecutionException if the agent does not answer with a WebSocket
     */
    static AgentSocket open(HttpClient http, String url, String signature, BiConsumer<AgentSocket, JsonNode> receiver)
            throws ExecutionException, InterruptedException {
        AgentSocket socket = new AgentSocket(receiver);
        try {
            socket.socket.complete(http.newWebSocketBuilder()
                    .connectTimeout(MAX_WAIT)
                    .header("X-Twilio-Signature", signature)
                    .buildAsync(URI.create(here(url)), socket)
                    .get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | IllegalArgumentException e) {
            throw new ExecutionException(e);
        }
        return socket;
    }

    private static String here(String url) {
        return url.matches("wss://(127\\.0\\.0\\.1|localhost)[:/].*") ? "ws" + url.substring("wss".length()) : url;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            String whole = text.toString();
            text.setLength(0);
            receive(whole);
        }
        from.request(1);
        return CompletableFuture.completedStage(null);
    }

    private void receive(String message) {
        try {
            receiver.accept(this, SimulatorJson.parse(message));
        } catch (JsonProcessingException _) {
            // Nothing to hear.
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        over.complete(null);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        over.complete(null);
    }

    /** Sends a message unless the socket is closed. */
    synchronized void send(JsonNode json) {
        try {
            var _ = socket.get().sendText(json.toString(), true).get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | IllegalStateException _) {
            over.complete(null);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Completed when either side has closed it. */
    CompletableFuture<Void> over() {
        return over;
    }

    /** Ends the conversation. The owner of the socket informs the agent and closes the socket. */
    void end() {
        over.complete(null);
    }

    void close() {
        over.complete(null);
        WebSocket open = socket.getNow(null);
        if (open != null) {
            var _ = open.sendClose(CLOSED, "");
        }
    }
}
