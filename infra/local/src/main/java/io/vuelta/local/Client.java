package io.vuelta.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;

/** A client of the API, like a customer's script. */
public final class Client {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<Integer> LATER = Set.of(429, 503);
    private static final int MAX_TRIES = 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI baseUrl;
    private final String key;

    public Client(URI baseUrl, String key) {
        this.baseUrl = baseUrl;
        this.key = key;
    }

    /**
     * A response.
     *
     * @param status the HTTP status
     */
    public record Answer(int status, JsonNode body) {
        /** The body of a success; throws an error with the API's message for any other answer. */
        public JsonNode ok() {
            if (status / 100 != 2) {
                throw new IllegalStateException("HTTP " + status + ": " + body);
            }
            return body;
        }
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A line for {@link #createLine}: for messages at WhatsApp, for calls at any other provider. */
    public static ObjectNode line(String provider, int ratePerSecond, String secret) {
        return object().put("integration_type", provider.equals("whatsapp") ? "whatsapp" : "phone_call")
                .put("provider", provider)
                .put("number", "+525588887777")
                .put("rate_per_second", ratePerSecond)
                .put("secret", secret);
    }

    /** Creates an agent, a line of it and a campaign on this line. Returns the campaign's id. */
    public String createCampaign(ObjectNode agent, ObjectNode line, ObjectNode campaign) {
        String id = createAgent(agent);
        campaign.put("agent_id", id)
                .put("integration_id", createLine(id, line))
                .put("integration_type", line.path("integration_type").asText());
        return createCampaign(campaign);
    }

    /** Creates an agent. Returns its id. */
    public String createAgent(ObjectNode agent) {
        return post("/agents", agent).ok().at("/agent/id").asText();
    }

    /** Creates a line of an agent. Returns its id. */
    public String createLine(String agent, ObjectNode line) {
        return post("/agents/" + agent + "/integrations", line)
                .ok()
                .at("/integration/id")
                .asText();
    }

    /** Creates a campaign. Returns its id. */
    public String createCampaign(ObjectNode campaign) {
        return post("/campaigns", campaign).ok().at("/campaign/id").asText();
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer patch(String path, JsonNode body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer post(String path, JsonNode body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    public Answer post(String path) {
        return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** Sends a file to the upload's address with the upload's method. Returns the HTTP status. */
    public int upload(JsonNode upload, HttpRequest.BodyPublisher file) {
        HttpRequest.Builder put = HttpRequest.newBuilder(
                        URI.create(upload.path("url").asText()))
                .timeout(TIMEOUT)
                .method(upload.path("method").asText(), file);
        upload.path("headers")
                .properties()
                .forEach(header -> put.header(header.getKey(), header.getValue().asText()));
        return exchange(put.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    /** Downloads a file from an address in an answer; replaces an existing file. */
    public Path download(String url, Path to) {
        return exchange(
                        HttpRequest.newBuilder(URI.create(url))
                                .timeout(TIMEOUT)
                                .GET()
                                .build(),
                        HttpResponse.BodyHandlers.ofFile(to, CREATE, WRITE, TRUNCATE_EXISTING))
                .body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + "/api/v1.0" + path))
                .timeout(TIMEOUT)
                .header("Authorization", "api-key " + key);
    }

    /**
     * Sends a request; repeats it at the time that the answer gives, if it was throttled or refused by a busy system.
     */
    private HttpResponse<String> answered(HttpRequest request) {
        for (int i = 1; ; i++) {
            HttpResponse<String> response = exchange(request, HttpResponse.BodyHandlers.ofString(UTF_8));
            OptionalLong wait = response.headers().firstValueAsLong("Retry-After");
            if (!LATER.contains(response.statusCode()) || wait.isEmpty() || i == MAX_TRIES) {
                return response;
            }
            try {
                Thread.sleep(Duration.ofSeconds(wait.getAsLong()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private Answer send(HttpRequest.Builder request) {
        HttpResponse<String> response = answered(request.build());
        try {
            return new Answer(response.statusCode(), MAPPER.readTree(response.body()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "HTTP " + response.statusCode() + " with a body that is not JSON: " + response.body(), e);
        }
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
