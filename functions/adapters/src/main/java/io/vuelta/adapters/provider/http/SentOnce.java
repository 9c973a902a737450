package io.vuelta.adapters.provider.http;

import io.vuelta.domain.reason.TimelineCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;

/** The result of a request that is sent only once: a second request could contact the same person twice. */
public sealed interface SentOnce {
    record Answered(HttpResponse<String> response) implements SentOnce {}

    /** No connection was made: the provider has not received the request. */
    record NotConnected() implements SentOnce {}

    /**
     * The provider may have acted on the request.
     *
     * @param reason {@code TIMEOUT}, {@code CONNECTION_LOST} or {@code INTERRUPTED}
     */
    record Unknown(String reason) implements SentOnce {}

    /** Sends a request that has a time-out. */
    static SentOnce send(HttpClient http, HttpRequest request) {
        try {
            return new Answered(BoundedExchange.send(http, request));
        } catch (HttpConnectTimeoutException | ConnectException _) {
            return new NotConnected();
        } catch (HttpTimeoutException _) {
            return new Unknown(TimelineCode.TIMEOUT.name());
        } catch (IOException _) {
            return new Unknown(TimelineCode.CONNECTION_LOST.name());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Unknown(TimelineCode.INTERRUPTED.name());
        }
    }
}
