package io.vuelta.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.vuelta.cloud.LocalRuntime;
import io.vuelta.cloud.lambda.InvocationResult;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Passes a posted event to the function that manages API keys, and returns its answer. */
final class KeysPage implements HttpHandler {
    static final String PATH = "/_local/keys";
    private static final String FUNCTION = "KeysFunction";
    private static final String JSON = "application/json";

    private final AtomicReference<@Nullable LocalRuntime> runtime = new AtomicReference<>();

    /** Answers requests with this runtime's function from now on. */
    void serve(LocalRuntime running) {
        runtime.set(running);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        LocalRuntime ready = runtime.get();
        String event = new String(LoopbackServer.body(exchange), StandardCharsets.UTF_8);
        if (ready == null) {
            LoopbackServer.answer(exchange, 503, JSON, error("the system is starting"));
        } else if (!exchange.getRequestMethod().equals("POST") || event.isBlank()) {
            LoopbackServer.answer(
                    exchange, 400, JSON, error("post the event of the function, e.g. {\"action\": \"list\"}"));
        } else {
            switch (ready.invoke(FUNCTION, event)) {
                case InvocationResult.Answered answered -> LoopbackServer.answer(exchange, 200, JSON, answered.json());
                case InvocationResult.Failed failed ->
                    LoopbackServer.answer(exchange, 400, JSON, error(String.valueOf(failed.error())));
                case InvocationResult.TimedOut _ ->
                    LoopbackServer.answer(exchange, 504, JSON, error("the function took too long"));
                case InvocationResult.Busy _ ->
                    LoopbackServer.answer(exchange, 503, JSON, error("the function is busy"));
            }
        }
    }

    private static String error(String message) {
        return JsonNodeFactory.instance.objectNode().put("error", message).toString();
    }
}
