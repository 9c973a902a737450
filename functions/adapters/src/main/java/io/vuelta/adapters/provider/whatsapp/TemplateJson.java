package io.vuelta.adapters.provider.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.dispatch.MessageTemplate;
import io.vuelta.domain.dispatch.TemplateLists.Button;
import io.vuelta.domain.dispatch.TemplateLists.Listed;
import io.vuelta.domain.price.MessageCategory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads a template in the form in which Meta lists it. */
final class TemplateJson {
    private static final Pattern PARAMETER = Pattern.compile("\\{\\{\\s*([^{}\\s]+)\\s*}}");

    private TemplateJson() {}

    static MessageTemplate read(JsonNode template) {
        List<String> header = new ArrayList<>();
        boolean image = false;
        List<String> body = new ArrayList<>();
        List<Integer> quickReplies = new ArrayList<>();
        List<String> unsupported = new ArrayList<>();
        for (JsonNode component : template.path("components")) {
            switch (upper(component, "type")) {
                case "HEADER" -> {
                    switch (upper(component, "format")) {
                        case "TEXT" -> header.addAll(parameters(component));
                        case "IMAGE" -> image = true;
                        default -> unsupported.add("HEADER " + upper(component, "format"));
                    }
                }
                case "BODY" -> body.addAll(parameters(component));
                case "BUTTONS" -> buttons(component.path("buttons"), quickReplies, unsupported);
                case "FOOTER" -> {
                    // It has no parameters.
                }
                default -> unsupported.add(upper(component, "type"));
            }
        }
        return new MessageTemplate(
                template.path("name").asText(),
                template.path("language").asText(),
                upper(template, "status"),
                MessageCategory.ofWire(upper(template, "category")).orElse(null),
                header,
                image,
                body,
                quickReplies,
                unsupported);
    }

    private static void buttons(JsonNode buttons, List<Integer> quickReplies, List<String> unsupported) {
        for (int index = 0; index < buttons.size(); index++) {
            JsonNode button = buttons.get(index);
            switch (upper(button, "type")) {
                case "QUICK_REPLY" -> quickReplies.add(index);
                case "PHONE_NUMBER" -> {
                    // Nothing to fill in.
                }
                case "URL" -> {
                    if (button.path("url").asText().contains("{{")) {
                        unsupported.add("URL button with a parameter");
                    }
                }
                default -> unsupported.add(upper(button, "type") + " button");
            }
        }
    }

    /**
     * The parameters of a component. Numbered ones are sent in the order of their numbers, not in the order of the
     * text.
     */
    private static List<String> parameters(JsonNode component) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = PARAMETER.matcher(component.path("text").asText());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names.stream().allMatch(name -> name.matches("[0-9]{1,4}"))
                ? names.stream().sorted(Comparator.comparing(Integer::valueOf)).toList()
                : List.copyOf(names);
    }

    private static String upper(JsonNode json, String name) {
        return json.path(name).asText().toUpperCase(Locale.ROOT);
    }

    /** The template with its texts. */
    static Listed listed(JsonNode template) {
        JsonNode header = component(template, "HEADER");
        String format = upper(header, "format");
        return new Listed(
                read(template),
                template.path("id").asText(),
                upper(template, "category"),
                format.isEmpty() ? null : format,
                textOrNull(header, "text"),
                component(template, "BODY").path("text").asText(),
                textOrNull(component(template, "FOOTER"), "text"),
                children(component(template, "BUTTONS").path("buttons"))
                        .map(TemplateJson::button)
                        .toList());
    }

    private static Button button(JsonNode button) {
        String url = textOrNull(button, "url");
        return new Button(
                upper(button, "type"),
                button.path("text").asText(),
                url == null ? textOrNull(button, "phone_number") : url);
    }

    private static JsonNode component(JsonNode template, String type) {
        return children(template.path("components"))
                .filter(component -> upper(component, "type").equals(type))
                .findFirst()
                .orElse(template.path("components").path(-1));
    }

    private static Stream<JsonNode> children(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static @Nullable String textOrNull(JsonNode json, String name) {
        String text = json.path(name).asText();
        return text.isEmpty() ? null : text;
    }
}
