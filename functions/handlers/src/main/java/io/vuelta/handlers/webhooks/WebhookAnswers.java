package io.vuelta.handlers.webhooks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.settle.TakeWebhook.Taken;
import io.vuelta.handlers.runtime.LogLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The response to a provider, and its log line. The status is 403 for a forged request, 400 for one that cannot be
 * parsed, and 503 if the provider must send it again later.
 */
final class WebhookAnswers {
    /** Names of log lines, which are also the names of their metrics. */
    private static final String FORGED = "webhook_forged";

    private static final String MALFORMED = "webhook_malformed";
    private static final String LATER = "webhook_later";
    private static final String IGNORED = "webhook_ignored";

    /** Maximum number of reasons that are logged for one batch. */
    private static final int MAX_LOGGED = 10;

    private static final int MAX_WHY_LENGTH = 200;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Context context;

    WebhookAnswers(Context context) {
        this.context = context;
    }

    APIGatewayV2HTTPResponse of(Taken taken) {
        return switch (taken) {
            case Taken.Done _ -> answer(204);
            case Taken.Answered answered -> answer(200, answered.contentType(), answered.answer());
            case Taken.Batch batch -> {
                counted(IGNORED, batch.ignored());
                counted(LATER, batch.again());
                yield answer(batch.again().isEmpty() ? 200 : 503);
            }
            case Taken.Refused refused ->
                malformed(
                        refused.why().field(),
                        refused.why().field() + " " + refused.why().why());
            case Taken.Forged forged -> refused(FORGED, forged.why(), 403);
            case Taken.Malformed malformed -> malformed(malformed.why(), malformed.why());
        };
    }

    /** The response to a challenge, as plain text: the provider compares it with the challenge. */
    APIGatewayV2HTTPResponse ofChallenge(Optional<String> proof) {
        return proof.map(text -> answer(200, TEXT, text))
                .orElseGet(() -> refused(FORGED, "hub.verify_token is not the line's verify_token", 403));
    }

    APIGatewayV2HTTPResponse notFound() {
        return answer(404);
    }

    APIGatewayV2HTTPResponse unreadable(WebhookCall.Unreadable unreadable) {
        return refused(MALFORMED, String.valueOf(unreadable.getMessage()), unreadable.status());
    }

    APIGatewayV2HTTPResponse later(Secrets.SecretUnavailable unavailable) {
        return refused(LATER, String.valueOf(unavailable.getMessage()), 503);
    }

    /** Logs a count instead of single lines, because a batch may have thousands of equal events. */
    private void counted(String event, List<String> reasons) {
        reasons.stream()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .limit(MAX_LOGGED)
                .forEach(why ->
                        line(event, why.getKey()).with("times", why.getValue()).warn());
    }

    private APIGatewayV2HTTPResponse refused(String event, String why, int status) {
        line(event, why).counted().warn();
        return answer(status);
    }

    /** The response to a request from the genuine provider that cannot be parsed; it contains the reason. */
    private APIGatewayV2HTTPResponse malformed(String logged, String why) {
        line(MALFORMED, logged).counted().warn();
        return answer(400, TEXT, why);
    }

    /** A log line with a reason. The reason is cut, because it may quote the request. */
    private LogLine line(String event, String why) {
        String plain = why.replaceAll("\\p{Cntrl}", " ");
        return LogLine.of(context, event).with("why", plain.substring(0, Math.min(plain.length(), MAX_WHY_LENGTH)));
    }

    private static APIGatewayV2HTTPResponse answer(int status, String contentType, String body) {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(Map.of("content-type", contentType))
                .withBody(body)
                .build();
    }

    private static APIGatewayV2HTTPResponse answer(int status) {
        return APIGatewayV2HTTPResponse.builder().withStatusCode(status).build();
    }
}
