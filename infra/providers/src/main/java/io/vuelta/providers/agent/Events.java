package io.vuelta.providers.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;

/** Sends a call's events to the address that its request gave, signed anew at each try, until they are answered. */
final class Events implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Events.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
    private static final int TRIES = 50;

    private final Signature signature;
    private final InstantSource clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    Events(Signature signature, InstantSource clock) {
        this.signature = signature;
        this.clock = clock;
    }

    /** Gives up on a 4xx, which would come again, and after a while. */
    void send(TakenCall call, ObjectNode event) throws InterruptedException {
        byte[] body = event.toString().getBytes(UTF_8);
        for (int i = 0; i < TRIES; i++) {
            if (isAnswered(call, body)) {
                return;
            }
            Thread.sleep(BETWEEN_TRIES);
        }
        LOG.log(System.Logger.Level.WARNING, "nobody took an event of " + call.attempt());
    }

    private boolean isAnswered(TakenCall call, byte[] body) throws InterruptedException {
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        HttpRequest post = HttpRequest.newBuilder(
                        URI.create(call.request().path("callback_url").asText()))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header(Signature.TIMESTAMP, timestamp)
                .header(Signature.HEADER, signature.of(timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(post, HttpResponse.BodyHandlers.ofString(UTF_8));
            if (answer.statusCode() / 100 == 4) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "an event of " + call.attempt() + " was refused: HTTP " + answer.statusCode() + " "
                                + answer.body());
            }
            return answer.statusCode() < 500 && answer.statusCode() != 429;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
