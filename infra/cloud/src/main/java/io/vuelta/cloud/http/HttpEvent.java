package io.vuelta.cloud.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.vuelta.cloud.template.LocalAccount;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The event that an HTTP API creates from a request, payload format 2.0.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">
 *     Payload format version 2.0</a>
 */
final class HttpEvent {
    private static final DateTimeFormatter COMMON_LOG = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HttpEvent() {}

    static byte[] of(HttpExchange exchange, RouteTable.Match<?> match, byte[] body, Instant now) {
        String rawPath = RouteTable.decode(exchange.getRequestURI().getRawPath());
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "2.0")
                .put("routeKey", match.key())
                .put("rawPath", rawPath)
                .put("rawQueryString", query);
        putCookies(event, exchange);
        ObjectNode headers = event.putObject("headers");
        headers(exchange).forEach(headers::put);
        if (!query.isEmpty()) {
            ObjectNode parameters = event.putObject("queryStringParameters");
            queryParameters(query).forEach(parameters::put);
        }
        event.set("requestContext", context(exchange, match, rawPath, now));
        if (!match.pathParameters().isEmpty()) {
            ObjectNode parameters = event.putObject("pathParameters");
            match.pathParameters().forEach(parameters::put);
        }
        boolean text = isText(exchange);
        if (body.length > 0) {
            event.put(
                    "body",
                    text
                            ? new String(body, StandardCharsets.UTF_8)
                            : Base64.getEncoder().encodeToString(body));
        }
        event.put("isBase64Encoded", body.length > 0 && !text);
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void putCookies(ObjectNode event, HttpExchange exchange) {
        List<String> cookies = exchange.getRequestHeaders().getOrDefault("Cookie", List.of());
        if (!cookies.isEmpty()) {
            ArrayNode array = event.putArray("cookies");
            cookies.stream()
                    .flatMap(line -> List.of(line.split(";\\s*")).stream())
                    .forEach(array::add);
        }
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        var headers = new LinkedHashMap<String, String>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Cookie")) {
                headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values));
            }
        });
        headers.merge("x-forwarded-for", clientAddress(exchange), (given, client) -> given + ", " + client);
        headers.put("x-forwarded-proto", "http");
        headers.put(
                "x-forwarded-port", Integer.toString(exchange.getLocalAddress().getPort()));
        return headers;
    }

    private static Map<String, String> queryParameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                parameters.merge(name, value, (first, next) -> first + "," + next);
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    private static ObjectNode context(HttpExchange exchange, RouteTable.Match<?> match, String rawPath, Instant now) {
        // API Gateway serves only its own domains: a Host header of the client must not become part of a signed
        // address.
        String host = "localhost:" + exchange.getLocalAddress().getPort();
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.put("accountId", LocalAccount.ID)
                .put("apiId", "local")
                .put("domainName", host)
                .put("domainPrefix", host.split("[.:]", 2)[0]);
        context.putObject("http")
                .put("method", exchange.getRequestMethod())
                .put("path", rawPath)
                .put("protocol", exchange.getProtocol())
                .put("sourceIp", clientAddress(exchange))
                .put(
                        "userAgent",
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("User-Agent"))
                                .orElse(""));
        return context.put("requestId", UUID.randomUUID().toString())
                .put("routeKey", match.key())
                .put("stage", "$default")
                .put("time", COMMON_LOG.format(now))
                .put("timeEpoch", now.toEpochMilli());
    }

    private static String clientAddress(HttpExchange exchange) {
        return exchange.getRemoteAddress().getAddress().getHostAddress();
    }

    /** All other types reach the function as base64, including form fields. */
    private static boolean isText(HttpExchange exchange) {
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("")
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.equals("application/json")
                || type.equals("application/xml")
                || type.equals("application/javascript");
    }
}
