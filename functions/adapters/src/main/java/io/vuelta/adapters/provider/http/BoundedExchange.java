package io.vuelta.adapters.provider.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An HTTP request whose time-out applies until the last byte of the response. The JDK's time-out ends with the
 * response's headers: a server that sends only headers would block its caller forever.
 */
public final class BoundedExchange {
    private BoundedExchange() {}

    /**
     * Sends a request that has a time-out.
     *
     * @throws HttpTimeoutException if the response is not complete within the time-out
     * @throws IOException if the connection fails
     */
    public static HttpResponse<String> send(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException {
        Duration most = request.timeout().orElseThrow();
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        try {
            return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new HttpTimeoutException("no complete answer within " + most);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IOException(e.getCause());
        } finally {
            // Closes the connection if the response is not complete.
            answer.cancel(true);
        }
    }
}
