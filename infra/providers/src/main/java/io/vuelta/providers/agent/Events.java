package io.vuelta.providers.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.SignedPosts;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;

/** Sends a call's events to the address that its request gave. */
final class Events implements AutoCloseable {
    private final Signature signature;
    private final InstantSource clock;
    private final SignedPosts posts = new SignedPosts();

    Events(Signature signature, InstantSource clock) {
        this.signature = signature;
        this.clock = clock;
    }

    void send(TakenCall call, ObjectNode event) throws InterruptedException {
        URI url = URI.create(call.request().path("callback_url").asText());
        posts.post(url, event.toString().getBytes(UTF_8), this::headers, call.attempt());
    }

    private Map<String, String> headers(byte[] body) {
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        return Map.of(Signature.TIMESTAMP, timestamp, Signature.HEADER, signature.of(timestamp, body));
    }

    @Override
    public void close() {
        posts.close();
    }
}
