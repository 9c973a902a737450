package vuelta.local.streams;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers with how far each function is with each shard, as JSON. */
public final class StreamPage implements HttpHandler {
    private final Streams streams;

    public StreamPage(Streams streams) {
        this.streams = streams;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (MappingState state : streams.states()) {
            all.addObject()
                    .put("function", state.function())
                    .put("event", state.trigger())
                    .put("shard_id", state.shardId())
                    .put("waiting", state.waiting())
                    .put("iterator_age_ms", state.iteratorAge().toMillis())
                    .put("failures", state.failures())
                    .put("given_up", state.givenUp());
        }
        byte[] body = all.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
