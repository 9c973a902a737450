package io.vuelta.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.vuelta.cloud.LocalRuntime;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Answers {@code ?campaign=ID&mend=true} with the doctor's findings. */
final class DoctorPage implements HttpHandler {
    static final String PATH = "/_local/doctor";
    private static final String JSON = "application/json";

    private final AtomicReference<@Nullable Doctor> doctor = new AtomicReference<>();

    /** Answers requests with this runtime's function from now on. */
    void serve(LocalRuntime runtime) {
        doctor.set(new Doctor(runtime));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Doctor ready = doctor.get();
        String campaign = parameter(exchange, "campaign");
        boolean mend = parameter(exchange, "mend").equals("true");
        if (ready == null) {
            LoopbackServer.answer(exchange, 503, JSON, error("the system is starting"));
        } else if (campaign.isEmpty()) {
            LoopbackServer.answer(
                    exchange, 400, JSON, error("the query must be ?campaign=ID, and &mend=true to mend its counts"));
        } else {
            try {
                LoopbackServer.answer(
                        exchange, 200, JSON, ready.examine(campaign, mend).toString());
            } catch (IllegalStateException e) {
                LoopbackServer.answer(exchange, 500, JSON, error(String.valueOf(e.getMessage())));
            }
        }
    }

    /** The value of a parameter; empty if it is missing. */
    private static String parameter(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), UTF_8);
            }
        }
        return "";
    }

    private static String error(String message) {
        return JsonNodeFactory.instance.objectNode().put("error", message).toString();
    }
}
