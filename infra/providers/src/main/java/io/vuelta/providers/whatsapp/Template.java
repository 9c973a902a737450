package io.vuelta.providers.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A template as Meta lists it, and its required parameters. */
record Template(JsonNode json) {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\{([^{}]+)}}");

    String name() {
        return json.path("name").asText();
    }

    String language() {
        return json.path("language").asText();
    }

    String status() {
        return json.path("status").asText();
    }

    boolean imageHeader() {
        return component("HEADER").path("format").asText().equals("IMAGE");
    }

    /** The parameters of {@code HEADER} or {@code BODY}. */
    Set<String> parameters(String component) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = PARAMETER.matcher(component(component).path("text").asText());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    boolean named() {
        return json.path("parameter_format").asText().equals("NAMED");
    }

    /** Texts of the quick-reply buttons; empty where a button is of another kind. */
    List<String> buttons() {
        List<String> texts = new ArrayList<>();
        component("BUTTONS")
                .path("buttons")
                .forEach(button -> texts.add(
                        button.path("type").asText().equals("QUICK_REPLY")
                                ? button.path("text").asText()
                                : ""));
        return texts;
    }

    private JsonNode component(String type) {
        for (JsonNode component : json.path("components")) {
            if (component.path("type").asText().equals(type)) {
                return component;
            }
        }
        return json.path("none");
    }
}
