package io.vuelta.adapters.provider.http;

import io.vuelta.domain.line.VoiceUrls;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Sends a HEAD request, which starts no conversation. An application that supports only GET or POST, or only requests
 * for an attempt, responds with an error, which counts as a response. The error of a gateway without an application
 * behind it does not.
 */
public final class HttpVoiceUrls implements VoiceUrls {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Set<Integer> NOTHING_BEHIND_IT = Set.of(502, 503, 504);

    private final HttpClient http;
    private final Duration patience;

    public HttpVoiceUrls(HttpClient http) {
        this(http, PATIENCE);
    }

    HttpVoiceUrls(HttpClient http, Duration patience) {
        this.http = http;
        this.patience = patience;
    }

    @Override
    public Optional<String> problem(String url) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .timeout(patience)
                    .build();
            int status = BoundedExchange.send(http, request).statusCode();
            return NOTHING_BEHIND_IT.contains(status) ? Optional.of("HTTP_" + status) : Optional.empty();
        } catch (HttpTimeoutException e) {
            return Optional.of("TIMED_OUT");
        } catch (SSLException e) {
            return Optional.of("TLS_FAILED");
        } catch (ConnectException e) {
            return Optional.of("NOT_CONNECTED");
        } catch (IOException e) {
            return Optional.of("NO_ANSWER");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("NO_ANSWER");
        }
    }
}
