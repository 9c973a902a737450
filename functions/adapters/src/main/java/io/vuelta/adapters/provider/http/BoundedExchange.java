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
 * A request over HTTP whose time-out holds until the last byte of the answer. The JDK's own ends with the answer's headers:
 * a server that sends no more than these would keep its caller for ever.
 */
public final class BoundedExchange {
    private BoundedExchange() {}

    /**
     * Sends a request that has a time-out.
     *
     * @throws HttpTimeoutException if the answer is not complete by then
     * @throws IOException if the connection fails
     */
    public static HttpResponse<String> send(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException {
        Duration most = request.timeout().orElseThrow();
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        try {
            return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no complete answer within " + most);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IOException(e.getCause());
        } finally {
            // Closes the connection if the answer is not complete.
            answer.cancel(true);
        }
    }
}
