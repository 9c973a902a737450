package io.vuelta.adapters.provider.http;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * A client that does not reuse connections that were idle for some seconds. Lambda freezes a function between two
 * invocations, and the server may close the connection in the meantime. A request on such a connection is lost, and a
 * message must not be sent twice. So this client opens new connections after a pause. It measures the pause by the
 * system clock, which continues during a freeze.
 */
final class FreshConnections extends HttpClient {
    /** Maximum time for which a connection may be idle: shorter than the limits of providers and of proxies between. */
    static final Duration MAX_IDLE = Duration.ofSeconds(4);

    private final Supplier<HttpClient> clients;
    private final InstantSource clock;
    private HttpClient current;
    private Instant used;

    /**
     * Uses clients of this supplier, which must close idle connections after {@link #MAX_IDLE} while the function runs.
     */
    FreshConnections(Supplier<HttpClient> clients, InstantSource clock) {
        this.clients = clients;
        this.clock = clock;
        this.current = clients.get();
        this.used = clock.instant();
    }

    private synchronized HttpClient fresh() {
        Instant now = clock.instant();
        if (Duration.between(used, now).abs().compareTo(MAX_IDLE) > 0) {
            // The old client ends when its running requests have ended.
            current.shutdown();
            current = clients.get();
        }
        used = now;
        return current;
    }

    private synchronized HttpClient current() {
        return current;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = sendAsync(request, body);
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        return fresh().sendAsync(request, body);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, HttpResponse.BodyHandler<T> body, HttpResponse.PushPromiseHandler<T> pushed) {
        return fresh().sendAsync(request, body, pushed);
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return current().cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return current().connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return current().followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return current().proxy();
    }

    @Override
    public SSLContext sslContext() {
        return current().sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return current().sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return current().authenticator();
    }

    @Override
    public Version version() {
        return current().version();
    }

    @Override
    public Optional<Executor> executor() {
        return current().executor();
    }

    @Override
    public void shutdown() {
        current().shutdown();
    }

    @Override
    public void shutdownNow() {
        current().shutdownNow();
    }

    @Override
    public boolean awaitTermination(Duration most) throws InterruptedException {
        return current().awaitTermination(most);
    }

    @Override
    public boolean isTerminated() {
        return current().isTerminated();
    }

    @Override
    public void close() {
        current().close();
    }
}
