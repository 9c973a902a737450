package io.vuelta.adapters.provider.http;

import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.dispatch.CallProvider.LookUp;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.reason.TimelineCode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/**
 * The requests of a provider of calls, and the results that mean the same for all of them.
 *
 * @param http a client that repeats no POST and follows no redirect
 */
public record CallRequests(HttpClient http, InstantSource clock) {
    /** Requests that look a call up, or change it. */
    @FunctionalInterface
    public interface Exchange<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Sends the request for a call, once; {@code answered} classifies the provider's answer. */
    public PlacementResult place(HttpRequest post, Function<HttpResponse<String>, PlacementResult> answered) {
        return switch (SentOnce.send(http, post)) {
            case SentOnce.Answered answer -> answered.apply(answer.response());
            case SentOnce.NotConnected _ -> lineDown(TimelineCode.PROVIDER_UNREACHABLE);
            case SentOnce.Unknown unknown -> lost(unknown.reason());
        };
    }

    /** The result if the line's secret cannot be read or is not complete: no request is sent. */
    public PlacementResult withoutSecret() {
        return lineDown(TimelineCode.LINE_SECRET);
    }

    private PlacementResult lineDown(TimelineCode why) {
        return notPlaced(why.name(), ProviderHttp.ERROR_WAIT, ProviderTrouble.LineDown::new);
    }

    /** The provider limits the rate of the line's calls. */
    public PlacementResult throttled(String reason, HttpResponse<String> answer) {
        return notPlaced(reason, ProviderHttp.retryAfter(answer), ProviderTrouble.LineThrottled::new);
    }

    /** The provider refuses all calls of the line, e.g. because of its credentials. */
    public PlacementResult lineRefused(String reason) {
        return notPlaced(reason, ProviderHttp.ERROR_WAIT, _ -> new ProviderTrouble.AccountUnusable());
    }

    /** The provider refuses this call, and would refuse it again. */
    public PlacementResult callRefused(String reason) {
        return PlacementResult.of(new CallEvent.Rejected(reason, clock.instant()));
    }

    public PlacementResult accepted(String id) {
        return PlacementResult.of(new CallEvent.Accepted(id, clock.instant()));
    }

    /** The provider may have placed the call. */
    public PlacementResult lost(String reason) {
        return PlacementResult.of(new CallEvent.AnswerLost(reason, clock.instant()));
    }

    /** The call was surely not placed. */
    public PlacementResult notPlaced(String reason, Duration wait, Function<Instant, ProviderTrouble.Wider> trouble) {
        Instant now = clock.instant();
        Instant until = now.plus(wait);
        return PlacementResult.of(new CallEvent.NotPlaced(reason, until, now), trouble.apply(until));
    }

    /** The result of a look-up, which is unavailable if the provider or the line's secret is. */
    public LookUp lookUp(Exchange<LookUp> exchange) {
        try {
            return exchange.run();
        } catch (IOException | Secrets.SecretUnavailable | IllegalArgumentException e) {
            return new LookUp.Unavailable(String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new LookUp.Unavailable("interrupted");
        }
    }

    /** The provider accepted the call before and no longer has it: no further event will arrive. */
    public LookUp gone(String id) {
        return new LookUp.Known(List.of(CallEvent.Reported.failed(id, null, clock.instant())));
    }

    /** Changes a call. A failure is ignored: the request is repeated while the call is in progress. */
    public void change(Exchange<?> exchange) {
        try {
            var _ = exchange.run();
        } catch (IOException | Secrets.SecretUnavailable | IllegalArgumentException _) {
            // Only the provider can end the call sooner.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return BoundedExchange.send(http, request);
    }
}
