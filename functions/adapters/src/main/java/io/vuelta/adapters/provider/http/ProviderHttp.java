package io.vuelta.adapters.provider.http;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;

/** HTTP requests to providers. */
public final class ProviderHttp {
    /** How long a line waits after a "too fast" of its provider without an instant. */
    public static final Duration RATE_WAIT = Duration.ofSeconds(2);

    /** How long a line waits that is unusable, or whose provider cannot be reached. */
    public static final Duration ERROR_WAIT = Duration.ofSeconds(30);

    /** The provider's clock is not ours. */
    public static final Duration SKEW = Duration.ofSeconds(3);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration MAX_WAIT = Duration.ofHours(1);

    private ProviderHttp() {}

    /** A client for all providers. It uses HTTP/1.1, so that it is known whether a request was sent. */
    public static HttpClient client() {
        // Read when the JDK's first client is made.
        System.setProperty("jdk.httpclient.keepalive.timeout", String.valueOf(FreshConnections.MAX_IDLE.toSeconds()));
        return new FreshConnections(ProviderHttp::newClient, InstantSource.system());
    }

    static HttpClient newClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The wait that the provider asks for, if it is in seconds and less than an hour. */
    public static Duration retryAfter(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("[0-9]{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .filter(wait -> wait.compareTo(MAX_WAIT) < 0)
                .orElse(RATE_WAIT);
    }
}
