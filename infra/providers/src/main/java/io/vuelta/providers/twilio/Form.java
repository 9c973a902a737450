package io.vuelta.providers.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.SimulatorJson;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Form-encoded parameters of a body or a query, in their order; a name may be repeated. */
record Form(Map<String, List<String>> values) {

    Form {
        LinkedHashMap<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, all) -> copy.put(name, List.copyOf(all)));
        values = Collections.unmodifiableMap(copy);
    }

    /** Reads {@code name=value&name=value}; a malformed percent escape is a {@link MalformedParameter}. */
    static Form parse(@Nullable String encoded) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : encoded == null ? new String[0] : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            }
        }
        return new Form(values);
    }

    static Form of(Map<String, String> values) {
        LinkedHashMap<String, List<String>> lists = new LinkedHashMap<>();
        values.forEach((name, value) -> lists.put(name, List.of(value)));
        return new Form(lists);
    }

    /** The first value of a parameter, or an empty text if it is absent: Twilio does not distinguish the two. */
    String first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? "" : all.getFirst();
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    boolean has(String name) {
        return !first(name).isEmpty();
    }

    Form with(String name, String value) {
        LinkedHashMap<String, List<String>> changed = new LinkedHashMap<>(values);
        changed.put(name, List.of(value));
        return new Form(changed);
    }

    String encoded() {
        return values.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> encode(entry.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    ObjectNode toJson() {
        ObjectNode json = SimulatorJson.object();
        values.forEach((name, all) -> all.forEach(json.putArray(name)::add));
        return json;
    }

    static Form fromJson(JsonNode json) {
        LinkedHashMap<String, List<String>> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            entry.getValue()
                    .forEach(value -> values.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                            .add(value.asText()));
        }
        return new Form(values);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new MalformedParameter(text, malformed);
        }
    }
}
