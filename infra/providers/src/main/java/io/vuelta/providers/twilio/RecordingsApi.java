package io.vuelta.providers.twilio;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.vuelta.providers.simulator.Reply;
import io.vuelta.providers.simulator.SilentAudio;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;
import java.util.Optional;

/** The media of recordings, with {@code .wav} or without; it needs no password. */
final class RecordingsApi implements HttpHandler {

    private static final String JSON = ".json";

    private final String accountSid;
    private final CallEngine engine;

    RecordingsApi(String accountSid, CallEngine engine) {
        this.accountSid = accountSid;
        this.engine = engine;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Optional<Recording> shown =
                path.endsWith(JSON) ? find(path.substring(0, path.length() - JSON.length())) : Optional.empty();
        if (exchange.getRequestMethod().equals("GET") && shown.isPresent()) {
            Reply.of(200, shown.get().toJson(accountSid)).give(exchange);
        } else if (exchange.getRequestMethod().equals("GET") && find(path).isPresent()) {
            LoopbackServer.answer(exchange, 200, "audio/x-wav", SilentAudio.wav());
        } else {
            TwilioError.notFound(path).reply().give(exchange);
        }
    }

    private Optional<Recording> find(String path) {
        return engine.all().stream()
                .flatMap(call -> Recording.of(call).stream())
                .filter(recording ->
                        path.equals(recording.path(accountSid, "")) || path.equals(recording.path(accountSid, ".wav")))
                .findFirst();
    }
}
