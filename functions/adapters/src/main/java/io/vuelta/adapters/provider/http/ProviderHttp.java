package io.vuelta.adapters.provider.http;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;

/** HTTP requests to providers. */
public final class ProviderHttp {
    /** How long a line waits after a rate-limit error of its provider without an instant. */
    public static final Duration RATE_WAIT = Duration.ofSeconds(2);

    /** How long a line waits if it is unusable, or if its provider cannot be reached. */
    public static final Duration ERROR_WAIT = Duration.ofSeconds(30);

    /** The maximum difference between the provider's clock and ours. */
    public static final Duration SKEW = Duration.ofSeconds(3);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration MAX_WAIT = Duration.ofHours(1);

    private ProviderHttp() {}

    /** A client for all providers. It uses HTTP/1.1, so that it is certain whether a request was sent. */
    public static HttpClient client(InstantSource clock) {
        // The JDK reads this property when its first client is created.
        System.setProperty("jdk.httpclient.keepalive.timeout", String.valueOf(FreshConnections.MAX_IDLE.toSeconds()));
        return new FreshConnections(ProviderHttp::newClient, clock);
    }

    static HttpClient newClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The wait that the provider requests, if it is in seconds and less than an hour. */
    public static Duration retryAfter(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("[0-9]{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .filter(wait -> wait.compareTo(MAX_WAIT) < 0)
                .orElse(RATE_WAIT);
    }
}
