package io.vuelta.adapters.provider.http;

import io.vuelta.domain.line.VoiceUrlProblem;
import io.vuelta.domain.line.VoiceUrls;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Sends a HEAD request, which starts no conversation. An application that supports only GET or POST, or only requests
 * for an attempt, responds with an error, which counts as a response. The error of a gateway without an application
 * behind it does not.
 */
public final class HttpVoiceUrls implements VoiceUrls {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

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
    public Optional<VoiceUrlProblem> problem(String url) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .timeout(patience)
                    .build();
            return ofStatus(BoundedExchange.send(http, request).statusCode());
        } catch (HttpTimeoutException _) {
            return Optional.of(VoiceUrlProblem.TIMED_OUT);
        } catch (SSLException _) {
            return Optional.of(VoiceUrlProblem.TLS_FAILED);
        } catch (ConnectException _) {
            return Optional.of(VoiceUrlProblem.NOT_CONNECTED);
        } catch (IOException _) {
            return Optional.of(VoiceUrlProblem.NO_ANSWER);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of(VoiceUrlProblem.NO_ANSWER);
        }
    }

    /** The statuses of gateways that have no application behind them. */
    private static Optional<VoiceUrlProblem> ofStatus(int status) {
        return switch (status) {
            case 502 -> Optional.of(VoiceUrlProblem.HTTP_502);
            case 503 -> Optional.of(VoiceUrlProblem.HTTP_503);
            case 504 -> Optional.of(VoiceUrlProblem.HTTP_504);
            default -> Optional.empty();
        };
    }
}
