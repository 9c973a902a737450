package io.vuelta.providers.twilio;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.twilio.security.RequestValidator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Replaces the campaign's webhooks: records the received callbacks, and checks their signatures with Twilio's own
 * library.
 */
final class CallbackReceiver implements AutoCloseable {

    /**
     * @param signed whether the signature was valid
     */
    record Received(String path, String query, String method, Map<String, String> parameters, boolean signed) {

        String get(String name) {
            return parameters.getOrDefault(name, "");
        }
    }

    private final RequestValidator validator;
    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    CallbackReceiver(String authToken, int port) throws IOException {
        this.validator = new RequestValidator(authToken);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String pathAndQuery) {
        return "http://127.0.0.1:" + port() + pathAndQuery;
    }

    List<Received> all() {
        return received;
    }

    List<Received> at(String path) {
        return received.stream().filter(one -> one.path().equals(path)).toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String target = "http://" + exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI();
            String signature = exchange.getRequestHeaders().getFirst("X-Twilio-Signature");
            String query = "" + exchange.getRequestURI().getRawQuery();
            boolean post = exchange.getRequestMethod().equals("POST");
            received.add(new Received(
                    exchange.getRequestURI().getPath(),
                    query,
                    exchange.getRequestMethod(),
                    parameters(post ? body : query),
                    validator.validate(target, post ? parameters(body) : Map.of(), signature)));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static Map<String, String> parameters(String encoded) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : encoded.split("&", -1)) {
            List<String> sides = new ArrayList<>(List.of(pair.split("=", 2)));
            sides.replaceAll(side -> URLDecoder.decode(side, StandardCharsets.UTF_8));
            parameters.put(sides.getFirst(), sides.getLast());
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
