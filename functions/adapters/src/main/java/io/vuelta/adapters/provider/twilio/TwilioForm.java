package io.vuelta.adapters.provider.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A form in application/x-www-form-urlencoded. */
final class TwilioForm {
    private final List<Map.Entry<String, String>> fields = new ArrayList<>();

    TwilioForm add(String name, String value) {
        fields.add(Map.entry(name, value));
        return this;
    }

    String encoded() {
        return fields.stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** Parses a form. Throws IllegalArgumentException for a malformed escape. */
    static Map<String, List<String>> decode(String encoded) {
        Map<String, List<String>> form = new LinkedHashMap<>();
        for (String field : encoded.split("&", -1)) {
            if (field.isEmpty()) {
                continue;
            }
            int equals = field.indexOf('=');
            String name = equals < 0 ? field : field.substring(0, equals);
            String value = equals < 0 ? "" : field.substring(equals + 1);
            form.computeIfAbsent(URLDecoder.decode(name, UTF_8), _ -> new ArrayList<>())
                    .add(URLDecoder.decode(value, UTF_8));
        }
        return form;
    }
}
