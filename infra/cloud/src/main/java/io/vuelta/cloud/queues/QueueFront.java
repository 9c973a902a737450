package io.vuelta.cloud.queues;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * SQS's JSON protocol, one POST for each call, named by the header X-Amz-Target: passes calls on and returns the
 * answers.
 */
final class QueueFront implements HttpHandler {
    private static final Logger LOG = System.getLogger(QueueFront.class.getName());
    private static final String CONTENT_TYPE = "application/x-amz-json-1.0";
    private static final String TARGET_PREFIX = "AmazonSQS.";
    /** Headers that belong to one connection, not to the answer. */
    private static final Set<String> OF_CONNECTION =
            Set.of("connection", "content-length", "transfer-encoding", "date", "server");

    private final SqsCalls queues;

    QueueFront(SqsCalls queues) {
        this.queues = queues;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] request = LoopbackServer.body(exchange);
        String target = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                .orElse("");
        if (!target.startsWith(TARGET_PREFIX)) {
            answerError(exchange, 400, "InvalidAction", "The local SQS supports only the JSON protocol");
            return;
        }
        try {
            answer(exchange, queues.call(target.substring(TARGET_PREFIX.length()), request));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Call " + target + " of the local SQS", e);
            answerError(exchange, 500, "InternalFailure", e.toString());
        }
    }

    private static void answer(HttpExchange exchange, SqsCalls.Answer answer) throws IOException {
        answer.headers().forEach((name, values) -> {
            if (!OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    private static void answerError(HttpExchange exchange, int status, String code, String message) throws IOException {
        String body = SqsCalls.JSON
                .createObjectNode()
                .put("__type", "com.amazonaws.sqs#" + code)
                .put("message", message)
                .toString();
        LoopbackServer.answer(exchange, status, CONTENT_TYPE, body);
    }
}
