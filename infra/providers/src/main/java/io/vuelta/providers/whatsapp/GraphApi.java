package io.vuelta.providers.whatsapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.vuelta.providers.simulator.OrderedFaults;
import io.vuelta.providers.simulator.Reply;
import io.vuelta.providers.simulator.RequestWindow;
import io.vuelta.providers.simulator.SimulatorJson;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Cloud API's part of Meta's Graph API: messages, media and templates; everything else is 404. */
final class GraphApi implements HttpHandler {

    /** The first bytes of the part, and its declared type. */
    private static final Pattern IMAGE = Pattern.compile("name=\"file\"; filename=\"[^\"]+\"\r\nContent-Type: "
            + "(image/jpeg\r\n\r\n\u00FF\u00D8\u00FF|image/png\r\n\r\n\u0089PNG)");

    private static final Set<String> CATEGORIES = Set.of("AUTHENTICATION", "MARKETING", "UTILITY");
    private static final int DEFAULT_PAGE = 25;
    private static final int MAX_PAGE = 1_000;
    private static final String CURSOR_END = "ZD";

    private static final System.Logger LOG = System.getLogger(GraphApi.class.getName());

    private final WhatsAppSimulator.Options options;
    private final MessageEngine engine;
    private final Subscriptions subscriptions;
    private final OrderedFaults faults;
    private final RequestWindow window;

    GraphApi(
            WhatsAppSimulator.Options options,
            MessageEngine engine,
            Subscriptions subscriptions,
            OrderedFaults faults) {
        this.options = options;
        this.engine = engine;
        this.subscriptions = subscriptions;
        this.faults = faults;
        this.window = new RequestWindow(options.messagesPerSecond());
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        answer(exchange, LoopbackServer.body(exchange)).give(exchange);
    }

    private Reply answer(HttpExchange exchange, byte[] body) {
        try {
            if (!authenticated(exchange.getRequestHeaders().getFirst("Authorization"))) {
                return GraphError.NOT_AUTHENTICATED.reply();
            }
            return route(exchange, body);
        } catch (JsonProcessingException _) {
            return GraphError.invalid("the body is not JSON").reply();
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.ERROR, "the simulator failed to answer", failure);
            return GraphError.FAILED.reply();
        }
    }

    private boolean authenticated(@Nullable String header) {
        String expected = "Bearer " + options.accessToken();
        return header != null
                && MessageDigest.isEqual(
                        header.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private Reply route(HttpExchange exchange, byte[] body) throws JsonProcessingException {
        String path = exchange.getRequestURI().getPath();
        // Any version is accepted.
        List<String> parts =
                List.of(path.replaceFirst("^/v[0-9]+\\.[0-9]+/", "").split("/", -1));
        String what = exchange.getRequestMethod() + " " + String.join("/", parts);
        return parts.getFirst().equals(options.phoneNumberId())
                ? ofNumber(what, exchange, body)
                : ofAccount(what, exchange, body);
    }

    /** Messages and media of the phone number. */
    private Reply ofNumber(String what, HttpExchange exchange, byte[] body) throws JsonProcessingException {
        if (what.equals("POST " + options.phoneNumberId() + "/messages")) {
            JsonNode message = normalised(SimulatorJson.parse(new String(body, StandardCharsets.UTF_8)));
            return faults.answer("send", message.path("to").asText(), () -> send(message));
        }
        if (what.equals("POST " + options.phoneNumberId() + "/media")) {
            return faults.answer("media", "", () -> upload(exchange, body));
        }
        if (what.equals("GET " + options.phoneNumberId())) {
            return Reply.of(200, phoneNumber());
        }
        return GraphError.notFound(exchange.getRequestURI().getPath()).reply();
    }

    /** Templates, subscriptions and numbers of the WhatsApp Business account. */
    private Reply ofAccount(String what, HttpExchange exchange, byte[] body) throws JsonProcessingException {
        if (what.equals("GET " + options.wabaId() + "/message_templates")) {
            return faults.answer(
                    "templates",
                    "",
                    () -> templates(query(exchange.getRequestURI().getRawQuery())));
        }
        if (what.equals("POST " + options.wabaId() + "/subscribed_apps")) {
            return body.length == 0
                    ? success()
                    : subscribe(SimulatorJson.parse(new String(body, StandardCharsets.UTF_8)));
        }
        if (what.equals("GET " + options.wabaId() + "/subscribed_apps")) {
            return subscribed();
        }
        if (what.equals("DELETE " + options.wabaId() + "/subscribed_apps")) {
            subscriptions.unsubscribe();
            return success();
        }
        if (what.equals("GET " + options.wabaId() + "/phone_numbers")) {
            ObjectNode numbers = SimulatorJson.object();
            numbers.putArray("data").add(phoneNumber());
            return Reply.of(200, numbers);
        }
        if (what.equals("GET " + options.wabaId())) {
            return Reply.of(
                    200, SimulatorJson.object().put("id", options.wabaId()).put("name", "local"));
        }
        if (what.equals("DELETE " + options.wabaId() + "/message_templates")) {
            return delete(query(exchange.getRequestURI().getRawQuery()).getOrDefault("name", ""));
        }
        if (what.equals("POST " + options.wabaId() + "/message_templates")) {
            return create(SimulatorJson.parse(new String(body, StandardCharsets.UTF_8)));
        }
        return GraphError.notFound(exchange.getRequestURI().getPath()).reply();
    }

    /** Meta accepts a number in any usual form. */
    private static JsonNode normalised(JsonNode message) {
        if (message instanceof ObjectNode object && message.path("to").isTextual()) {
            object.put("to", message.path("to").asText().replaceAll("[ ()./-]", ""));
        }
        return message;
    }

    private static Reply success() {
        return Reply.of(200, SimulatorJson.object().put("success", true));
    }

    private Reply subscribed() {
        ObjectNode apps = SimulatorJson.object();
        ArrayNode data = apps.putArray("data");
        subscriptions
                .subscribed()
                .ifPresent(callback -> data.addObject()
                        .put("override_callback_uri", callback.toString())
                        .putObject("whatsapp_business_api_data")
                        .put("id", "1")
                        .put("name", "local"));
        return Reply.of(200, apps);
    }

    private ObjectNode phoneNumber() {
        return SimulatorJson.object()
                .put("id", options.phoneNumberId())
                .put("display_phone_number", MetaWebhook.DISPLAY_NUMBER)
                .put("verified_name", "local")
                .put("quality_rating", "GREEN")
                .put("code_verification_status", "VERIFIED");
    }

    private Reply send(JsonNode request) {
        if (!window.admits(options.clock().instant())) {
            return GraphError.THROTTLED.reply();
        }
        String attempt = request.path("biz_opaque_callback_data").asText();
        @Nullable
        URI callback = options.callbacks()
                .apply(attempt)
                .flatMap(subscriptions::proven)
                .or(subscriptions::subscribed)
                .orElse(null);
        return switch (engine.accept(request, callback)) {
            case Acceptance.Accepted accepted -> accepted(accepted.message());
            case Acceptance.AcceptedWithoutAnswer _ -> new Reply.Cut();
            case Acceptance.Refused refused -> refused.error().reply();
        };
    }

    private static Reply accepted(SimulatedMessage message) {
        ObjectNode answer = SimulatorJson.object().put("messaging_product", "whatsapp");
        answer.putArray("contacts")
                .addObject()
                .put("input", message.request().path("to").asText())
                .put("wa_id", message.waId());
        answer.putArray("messages").addObject().put("id", message.id()).put("message_status", "accepted");
        return Reply.of(200, answer);
    }

    /** Sets the account's own callback address, which replaces that of the app. */
    private Reply subscribe(JsonNode asked) {
        String callback = asked.path("override_callback_uri").asText();
        if (!callback.matches("https?://\\S+")) {
            return GraphError.invalid("override_callback_uri must be an address")
                    .reply();
        }
        boolean proves = subscriptions.subscribe(
                URI.create(callback), asked.path("verify_token").asText());
        return proves
                ? Reply.of(200, SimulatorJson.object().put("success", true))
                : GraphError.invalid("override_callback_uri did not answer the challenge")
                        .reply();
    }

    private Reply upload(HttpExchange exchange, byte[] body) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        String content = new String(body, StandardCharsets.ISO_8859_1);
        if (type == null || !type.startsWith("multipart/form-data")) {
            return GraphError.invalid("media is uploaded as multipart/form-data")
                    .reply();
        }
        for (String part : List.of("messaging_product", "type", "file")) {
            if (!content.contains("name=\"" + part + "\"")) {
                return GraphError.invalid("the part " + part + " is missing").reply();
            }
        }
        if (!IMAGE.matcher(content).find()) {
            return GraphError.invalid("the part file must be a JPEG or a PNG image, and say so")
                    .reply();
        }
        return Reply.of(200, SimulatorJson.object().put("id", engine.addMedia()));
    }

    /**
     * As at Meta, the name in the query may be a part of a template's name, and a page has 25 templates unless the
     * query has a limit.
     */
    private Reply templates(Map<String, String> query) {
        List<Template> found = engine.templates().stream()
                .filter(template -> template.name().contains(query.getOrDefault("name", "")))
                .filter(template -> template.language().equals(query.getOrDefault("language", template.language())))
                .filter(template -> template.status().equals(query.getOrDefault("status", template.status())))
                .toList();
        int limit = Math.max(1, number(query.get("limit"), DEFAULT_PAGE, MAX_PAGE));
        boolean back = query.containsKey("before");
        int from = back
                ? Math.max(0, position(query.get("before"), found.size()) - limit)
                : position(query.get("after"), found.size());
        int to = Math.min(found.size(), back ? position(query.get("before"), found.size()) : from + limit);
        List<String> fields =
                query.containsKey("fields") ? List.of(query.get("fields").split(",", -1)) : List.of();
        ArrayNode data = SimulatorJson.array();
        found.subList(from, to).forEach(template -> data.add(shown(template.json(), fields)));
        ObjectNode page = SimulatorJson.object();
        page.set("data", data);
        if (to > from) {
            ObjectNode paging = page.putObject("paging");
            paging.putObject("cursors").put("before", cursor(from)).put("after", cursor(to));
            if (to < found.size()) {
                paging.put("next", address(query, limit, "after", cursor(to)));
            }
            if (from > 0) {
                paging.put("previous", address(query, limit, "before", cursor(from)));
            }
        }
        return Reply.of(200, page);
    }

    /** An opaque cursor, as at Meta. */
    private static String cursor(int position) {
        return Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(String.valueOf(position).getBytes(StandardCharsets.UTF_8))
                + CURSOR_END;
    }

    /** The position of a cursor; 0 for a text that is not one of our cursors. */
    private static int position(@Nullable String cursor, int most) {
        if (cursor == null || !cursor.endsWith(CURSOR_END)) {
            return 0;
        }
        try {
            byte[] text = Base64.getUrlDecoder().decode(cursor.substring(0, cursor.length() - CURSOR_END.length()));
            return number(new String(text, StandardCharsets.UTF_8), 0, most);
        } catch (IllegalArgumentException _) {
            return 0;
        }
    }

    /** The address of the same query from this cursor on. */
    private String address(Map<String, String> query, int limit, String direction, String cursor) {
        SortedMap<String, String> asked = new TreeMap<>(query);
        asked.keySet().removeAll(Set.of("after", "before"));
        asked.put("limit", String.valueOf(limit));
        asked.put(direction, cursor);
        return asked.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining(
                        "&", "https://graph.facebook.com/v23.0/" + options.wabaId() + "/message_templates?", ""));
    }

    private static JsonNode shown(JsonNode template, List<String> fields) {
        ObjectNode shown = template.deepCopy();
        if (!shown.has("id")) {
            shown.put("id", id(shown));
        }
        return fields.isEmpty()
                ? shown
                : shown.retain(Stream.concat(fields.stream(), Stream.of("id")).toList());
    }

    /** The id of a template: equal for the same name and language. */
    private static String id(JsonNode template) {
        String key =
                template.path("name").asText() + " " + template.path("language").asText();
        return String.valueOf(100_000_000_000_000L + Integer.toUnsignedLong(key.hashCode()));
    }

    private static int number(@Nullable String text, int absent, int most) {
        return text == null || !text.matches("[0-9]{1,9}") ? absent : Math.min(Integer.parseInt(text), most);
    }

    private Reply delete(String name) {
        return engine.removeTemplates(name)
                ? success()
                : GraphError.invalid("there is no template " + name).reply();
    }

    private Reply create(JsonNode template) {
        for (String field : List.of("name", "language", "category")) {
            if (template.path(field).asText().isEmpty()) {
                return GraphError.invalid(field + " is missing").reply();
            }
        }
        if (!(template instanceof ObjectNode asked)
                || !template.path("components").isArray()) {
            return GraphError.invalid("components is missing").reply();
        }
        if (!asked.path("name").asText().matches("[a-z0-9_]{1,512}")) {
            return GraphError.invalid("name has 1 to 512 lower-case letters, digits and underscores")
                    .reply();
        }
        if (!CATEGORIES.contains(asked.path("category").asText())) {
            return GraphError.invalid("category must be one of " + CATEGORIES).reply();
        }
        ObjectNode created = asked.deepCopy();
        if (created.path("status").asText().isEmpty()) {
            created.put("status", "APPROVED");
        }
        engine.addTemplate(created);
        return Reply.of(
                200,
                SimulatorJson.object()
                        .put("id", id(created))
                        .put("status", created.path("status").asText())
                        .put("category", created.path("category").asText()));
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }
}
