package io.vuelta.cloud.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/** Answers with its event, environment and context; or fails in the way that the path names. */
public final class EchoHandler implements RequestStreamHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> environment;

    public EchoHandler() {
        this(System.getenv());
    }

    public EchoHandler(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var event = JSON.readTree(input);
        switch (event.path("rawPath").asText()) {
            case "/sleep" -> sleep();
            case "/throw" -> throw new IllegalStateException("as asked");
            case "/big" -> JSON.writeValue(output, "x".repeat(7 << 20));
            default -> {
                var answer = JSON.createObjectNode();
                answer.set("event", event);
                answer.set("environment", JSON.valueToTree(new TreeMap<>(environment)));
                answer.put("function", context.getFunctionName());
                answer.put("remaining", context.getRemainingTimeInMillis());
                JSON.writeValue(output, answer);
            }
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
