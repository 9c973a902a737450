package io.vuelta.cloud.streams;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;

/** Shows the progress of each function in each shard, as JSON. */
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
        LoopbackServer.answer(exchange, 200, "application/json", all.toString());
    }
}
