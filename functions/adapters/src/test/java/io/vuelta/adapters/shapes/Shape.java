package io.vuelta.adapters.shapes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The requests that a provider accepts, by its published contract. */
final class Shape {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Parameters of a form that may come more than once. */
    private static final Set<String> REPEATED = Set.of("StatusCallbackEvent", "RecordingStatusCallbackEvent");

    private final JsonNode document;
    private final JsonSchema schema;

    private Shape(JsonNode document) {
        this.document = document;
        this.schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(document);
    }

    /** A contract that we wrote from the provider's documentation. */
    static Shape of(String file) {
        try {
            return new Shape(
                    JSON.readTree(Path.of("src/test/resources/shapes", file).toFile()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A schema of the contract that we publish. */
    static Shape ofAgent(String name) {
        try {
            JsonNode contract = new ObjectMapper(new YAMLFactory())
                    .readTree(Path.of("../../infra/api/agent.yaml").toFile());
            ObjectNode schema = JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
            schema.set("components", contract.path("components"));
            return new Shape(schema);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The errors of a value; empty if it matches. */
    List<String> faults(JsonNode value) {
        return schema.validate(value).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    /** The names of the properties in a schema of the contract. */
    Set<String> properties(String name) {
        Set<String> names = new TreeSet<>();
        document.at("/components/schemas/" + name + "/properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /**
     * A form as an object: a parameter that may be repeated is a list. Any other repeated parameter also becomes a
     * list, which no schema accepts.
     */
    static ObjectNode form(String encoded) {
        ObjectNode form = JSON.createObjectNode();
        for (String field : encoded.split("&", -1)) {
            String[] parts = field.split("=", 2);
            String name = URLDecoder.decode(parts[0], UTF_8);
            String value = URLDecoder.decode(parts[1], UTF_8);
            JsonNode known = form.get(name);
            if (known == null && !REPEATED.contains(name)) {
                form.put(name, value);
            } else if (known instanceof ArrayNode list) {
                list.add(value);
            } else {
                ArrayNode list = form.putArray(name);
                if (known != null) {
                    list.add(known);
                }
                list.add(value);
            }
        }
        return form;
    }
}
