package io.vuelta.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.sun.net.httpserver.HttpExchange;
import io.vuelta.handlers.webhooks.WebhooksHandler;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server for providers' callbacks. Like API Gateway it converts requests into events and passes them to the
 * function.
 */
final class CallbackServer implements AutoCloseable {
    private final LoopbackServer server = LoopbackServer.bind(0);
    private final Arrival arrival;
    private final Context context = context();
    private volatile @Nullable WebhooksHandler function;

    CallbackServer(Arrival arrival) {
        this.arrival = arrival;
        server.serve("/", this::handle);
        server.start();
    }

    /** How the providers' events arrive. */
    enum Arrival {
        ONCE,
        LOST,
        TWICE
    }

    URI uri() {
        return server.uri();
    }

    /** Passes events to this function from now on. */
    void give(WebhooksHandler to) {
        function = to;
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = LoopbackServer.body(exchange);
        boolean reports = exchange.getRequestMethod().equals("POST");
        WebhooksHandler to = function;
        if (to == null || (reports && arrival == Arrival.LOST)) {
            exchange.sendResponseHeaders(204, -1);
            return;
        }
        APIGatewayV2HTTPResponse answer = to.handleRequest(event(exchange, body), context);
        if (reports && arrival == Arrival.TWICE) {
            answer = to.handleRequest(event(exchange, body), context);
        }
        byte[] said = (answer.getBody() == null ? "" : answer.getBody()).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.getStatusCode(), said.length == 0 ? -1 : said.length);
        exchange.getResponseBody().write(said);
    }

    private static APIGatewayV2HTTPEvent event(HttpExchange exchange, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
        headers.put("x-forwarded-proto", "http");
        String query = exchange.getRequestURI().getRawQuery();
        return APIGatewayV2HTTPEvent.builder()
                .withRawPath(exchange.getRequestURI().getPath())
                .withRawQueryString(query)
                .withQueryStringParameters(query == null ? null : parameters(query))
                .withHeaders(headers)
                .withBody(Base64.getEncoder().encodeToString(body))
                .withIsBase64Encoded(true)
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withDomainName(exchange.getRequestHeaders().getFirst("Host"))
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod(exchange.getRequestMethod())
                                .build())
                        .build())
                .build();
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    /** The function uses only the log of the context. */
    private static Context context() {
        LambdaLogger quiet = new LambdaLogger() {
            @Override
            public void log(String message) {
                // Not used.
            }

            @Override
            public void log(byte[] message) {
                // Not used.
            }
        };
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(), new Class<?>[] {Context.class}, (_, method, _) -> {
                    if (method.getName().equals("getLogger")) {
                        return quiet;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    @Override
    public void close() {
        server.close();
    }
}
