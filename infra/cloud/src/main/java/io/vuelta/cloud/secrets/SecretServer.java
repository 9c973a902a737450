package io.vuelta.cloud.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.vuelta.cloud.template.LocalAccount;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Simulates Secrets Manager: reads secrets and changes the values of existing ones. */
public final class SecretServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    private final LoopbackServer http;
    private final Map<String, String> secrets;
    private final Instant created;

    private SecretServer(LoopbackServer http, Map<String, String> secrets, Instant created) {
        this.http = http;
        this.secrets = new ConcurrentHashMap<>(secrets);
        this.created = created;
    }

    /** Starts the server with these secrets by name. */
    public static SecretServer start(Map<String, String> secrets, InstantSource clock) {
        var server = new SecretServer(LoopbackServer.bind(0), secrets, clock.instant());
        server.http.serve("/", server::handle);
        server.http.start();
        return server;
    }

    public URI endpoint() {
        return http.uri();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String action = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                .orElse("");
        JsonNode request = JSON.readTree(LoopbackServer.body(exchange));
        String id = request.path("SecretId").asText();
        String name = id.startsWith(LocalAccount.secretArn("")) ? LocalAccount.nameInArn(id) : id;
        switch (action) {
            case "secretsmanager.PutSecretValue" -> {
                secrets.computeIfPresent(
                        name, (_, _) -> request.path("SecretString").asText());
                answerValue(exchange, name);
            }
            case "secretsmanager.GetSecretValue" -> answerValue(exchange, name);
            default ->
                answer(
                        exchange,
                        400,
                        error(
                                "InvalidRequestException",
                                "The local Secrets Manager knows only GetSecretValue and PutSecretValue: " + action));
        }
    }

    private void answerValue(HttpExchange exchange, String name) throws IOException {
        @Nullable String secret = secrets.get(name);
        if (secret == null) {
            answer(
                    exchange,
                    400,
                    error("ResourceNotFoundException", "Secrets Manager can't find the specified secret: " + name));
            return;
        }
        ObjectNode value = JSON.createObjectNode()
                .put("ARN", LocalAccount.secretArn(name))
                .put("Name", name)
                .put(
                        "VersionId",
                        UUID.nameUUIDFromBytes(secret.getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("SecretString", secret)
                .put("CreatedDate", created.getEpochSecond());
        value.putArray("VersionStages").add("AWSCURRENT");
        answer(exchange, 200, value);
    }

    private static ObjectNode error(String type, String message) {
        return JSON.createObjectNode().put("__type", type).put("message", message);
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        LoopbackServer.answer(exchange, status, CONTENT_TYPE, body.toString());
    }

    @Override
    public void close() {
        http.close();
    }
}
