package io.vuelta.providers.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Meta's rules for a template message or a text; the error of the first broken rule is the answer. Other kinds of
 * messages are not simulated.
 */
final class SendRules {

    private static final Pattern NUMBER = Pattern.compile("\\+?[1-9][0-9]{6,14}");
    private static final int MAX_TEXT_LENGTH = 1024;
    private static final int MAX_BODY_LENGTH = 4096;
    private static final int MAX_PAYLOAD_LENGTH = 256;
    private static final int MAX_DATA_LENGTH = 512;

    private final BiFunction<String, String, Optional<Template>> templates;
    private final Predicate<String> media;

    /**
     * Rules on the templates and media of an account.
     *
     * @param templates by name and language
     * @param media whether there is an upload of this id
     */
    SendRules(BiFunction<String, String, Optional<Template>> templates, Predicate<String> media) {
        this.templates = templates;
        this.media = media;
    }

    Optional<GraphError> firstBroken(JsonNode body) {
        if (!body.path("messaging_product").asText().equals("whatsapp")) {
            return Optional.of(GraphError.invalid("messaging_product must be whatsapp"));
        }
        if (!body.path("recipient_type").asText("individual").equals("individual")) {
            return Optional.of(GraphError.invalid("recipient_type must be individual"));
        }
        if (!NUMBER.matcher(body.path("to").asText()).matches()) {
            return Optional.of(GraphError.invalid("to must be a phone number with its country code"));
        }
        boolean text = body.path("type").asText().equals("text");
        if (!text && !body.path("type").asText().equals("template")) {
            return Optional.of(GraphError.invalid("type must be template or text: nothing else is simulated"));
        }
        if (body.path("biz_opaque_callback_data").asText().length() > MAX_DATA_LENGTH) {
            return Optional.of(GraphError.invalid("biz_opaque_callback_data has more than 512 characters"));
        }
        return text ? text(body.at("/text/body").asText()) : template(body);
    }

    private static Optional<GraphError> text(String text) {
        return text.isEmpty() || text.length() > MAX_BODY_LENGTH
                ? Optional.of(GraphError.invalid("text.body must have 1 to " + MAX_BODY_LENGTH + " characters"))
                : Optional.empty();
    }

    private Optional<GraphError> template(JsonNode body) {
        String name = body.at("/template/name").asText();
        String language = body.at("/template/language/code").asText();
        if (name.isEmpty() || language.isEmpty()) {
            return Optional.of(GraphError.missing(name.isEmpty() ? "template.name" : "template.language.code"));
        }
        Optional<Template> template = templates.apply(name, language);
        return template.isEmpty()
                ? Optional.of(new GraphError(
                        404,
                        132001,
                        "Template name does not exist in the translation",
                        "template " + name + " does not exist in " + language))
                : status(template.get()).or(() -> components(template.get(), body.at("/template/components")));
    }

    private static Optional<GraphError> status(Template template) {
        return switch (template.status()) {
            case "PAUSED" ->
                Optional.of(new GraphError(400, 132015, "Template is paused", "paused because of its quality"));
            case "DISABLED" ->
                Optional.of(new GraphError(400, 132016, "Template is disabled", "disabled because of its quality"));
            default -> Optional.empty();
        };
    }

    private Optional<GraphError> components(Template template, JsonNode components) {
        return image(template, of(components, "header"))
                .or(() -> texts(template, "HEADER", of(components, "header")))
                .or(() -> texts(template, "BODY", of(components, "body")))
                .or(() -> buttons(template, components));
    }

    private static JsonNode of(JsonNode components, String type) {
        for (JsonNode component : components) {
            if (component.path("type").asText().equals(type)) {
                return component.path("parameters");
            }
        }
        return components.path("none");
    }

    private Optional<GraphError> image(Template template, JsonNode parameters) {
        JsonNode image = parameters.path(0).path("image");
        if (!template.imageHeader()) {
            return image.isMissingNode()
                    ? Optional.empty()
                    : Optional.of(format("the template has no image header, and one was given"));
        }
        String id = image.path("id").asText();
        if (image.path("link").asText().isEmpty() && id.isEmpty()) {
            return Optional.of(format("the template has an image header, and none was given"));
        }
        return id.isEmpty() || media.test(id)
                ? Optional.empty()
                : Optional.of(new GraphError(400, 131009, "Parameter value is not valid", "there is no media " + id));
    }

    private static Optional<GraphError> texts(Template template, String component, JsonNode given) {
        Set<String> asked = template.parameters(component);
        if (template.imageHeader() && component.equals("HEADER")) {
            return Optional.empty();
        }
        if (given.size() != asked.size()) {
            return Optional.of(new GraphError(
                    400,
                    132000,
                    "Number of parameters does not match the expected number of params",
                    component + ": expected " + asked.size() + ", given " + given.size()));
        }
        for (JsonNode parameter : given) {
            Optional<GraphError> broken = text(template, asked, parameter);
            if (broken.isPresent()) {
                return broken;
            }
        }
        return Optional.empty();
    }

    private static Optional<GraphError> text(Template template, Set<String> asked, JsonNode parameter) {
        String text = parameter.path("text").asText();
        if (!parameter.path("type").asText().equals("text")) {
            return Optional.of(format("a parameter of type text was expected"));
        }
        if (template.named() && !asked.contains(parameter.path("parameter_name").asText())) {
            return Optional.of(GraphError.invalid("parameter_name must be one of " + asked));
        }
        if (text.isBlank()) {
            return Optional.of(GraphError.missing("the text of a parameter"));
        }
        if (text.length() > MAX_TEXT_LENGTH) {
            return Optional.of(new GraphError(400, 132005, "Translated text too long", "1024 characters at most"));
        }
        return text.matches("(?s).*([\\n\\t]| {5}).*")
                ? Optional.of(GraphError.invalid("a text has no line breaks, tabs or more than 4 spaces in a row"))
                : Optional.empty();
    }

    private static Optional<GraphError> buttons(Template template, JsonNode components) {
        List<String> texts = template.buttons();
        for (JsonNode component : components) {
            if (!component.path("type").asText().equals("button")) {
                continue;
            }
            int index = component.path("index").asInt(-1);
            String payload = component.at("/parameters/0/payload").asText();
            if (index < 0 || index >= texts.size() || texts.get(index).isEmpty()) {
                return Optional.of(format("there is no quick-reply button " + component.path("index")));
            }
            if (payload.isEmpty() || payload.length() > MAX_PAYLOAD_LENGTH) {
                return Optional.of(GraphError.invalid("a payload has 1 to 256 characters"));
            }
        }
        return Optional.empty();
    }

    private static GraphError format(String details) {
        return new GraphError(400, 132012, "Parameter format does not match format in the created template", details);
    }
}
