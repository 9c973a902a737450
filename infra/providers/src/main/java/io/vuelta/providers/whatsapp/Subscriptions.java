package io.vuelta.providers.whatsapp;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an address before the first post to it. As with Meta's configuration, the address must accept the agreed
 * token.
 */
final class Subscriptions implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Subscriptions.class.getName());
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(MAX_WAIT)
            .build();
    private final Set<URI> proven = ConcurrentHashMap.newKeySet();
    private final String verifyToken;
    private volatile @Nullable URI subscribed;

    Subscriptions(String verifyToken) {
        this.verifyToken = verifyToken;
    }

    /** Verifies the address; empty if the verification failed. */
    Optional<URI> proven(URI callback) {
        return proven.contains(callback) || prove(callback, verifyToken) ? Optional.of(callback) : Optional.empty();
    }

    /**
     * Verifies the address. If it succeeds, the address gets the events of all messages without their own callback
     * address.
     */
    boolean subscribe(URI callback, String token) {
        boolean proves = prove(callback, token);
        if (proves) {
            subscribed = callback;
        }
        return proves;
    }

    /** The address for events of messages without their own callback address. */
    Optional<URI> subscribed() {
        return Optional.ofNullable(subscribed);
    }

    /** Sends no more events of messages without their own callback address. */
    void unsubscribe() {
        subscribed = null;
    }

    private boolean prove(URI callback, String token) {
        String challenge = UUID.randomUUID().toString();
        URI question = URI.create(callback + "?hub.mode=subscribe&hub.challenge=" + challenge + "&hub.verify_token="
                + URLEncoder.encode(token, StandardCharsets.UTF_8));
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(question).timeout(MAX_WAIT).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200 && answer.body().equals(challenge)) {
                proven.add(callback);
                return true;
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} answered the challenge with HTTP {1}: nothing is posted there",
                    callback,
                    answer.statusCode());
        } catch (IOException unreachable) {
            LOG.log(System.Logger.Level.WARNING, "cannot reach " + callback + ": nothing is posted there", unreachable);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
