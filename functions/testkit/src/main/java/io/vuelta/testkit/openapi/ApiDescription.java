package io.vuelta.testkit.openapi;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.DisallowUnknownKeywordFactory;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An OpenAPI document: its operations and its schemas. Thread-safe. */
public final class ApiDescription {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "options", "head");
    private static final JsonSchemaFactory SCHEMAS = factory();

    private final JsonNode document;
    private final List<ApiOperation> operations = new ArrayList<>();
    private final Map<JsonNode, JsonSchema> compiled = Collections.synchronizedMap(new IdentityHashMap<>());

    private ApiDescription(JsonNode document) {
        this.document = document;
        document.path("paths").properties().forEach(path -> {
            JsonNode servers =
                    path.getValue().has("servers") ? path.getValue().path("servers") : document.path("servers");
            String base = servers.path(0).path("url").asText();
            path.getValue().properties().stream()
                    .filter(field -> METHODS.contains(field.getKey()))
                    .forEach(field -> operations.add(new ApiOperation(
                            field.getKey().toUpperCase(Locale.ROOT),
                            base.equals("/") ? "" : base,
                            path.getKey(),
                            field.getValue(),
                            field.getValue()
                                    .path("parameters")
                                    .valueStream()
                                    .map(this::resolved)
                                    .toList())));
        });
    }

    /** A factory for which an unknown keyword is an error, because it would check nothing. */
    private static JsonSchemaFactory factory() {
        JsonMetaSchema keywords = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .keyword(new NonValidationKeyword("components"))
                .unknownKeywordFactory(DisallowUnknownKeywordFactory.getInstance())
                .build();
        return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012))
                .metaSchema(keywords)
                .defaultMetaSchemaIri(keywords.getIri())
                .build();
    }

    /** Reads a YAML file; a repeated field is an error. */
    public static ApiDescription read(Path file) {
        try {
            return new ApiDescription(new ObjectMapper(YAMLFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .build())
                    .readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    public JsonNode document() {
        return document;
    }

    public List<ApiOperation> operations() {
        return Collections.unmodifiableList(operations);
    }

    public ApiOperation operation(String id) {
        return operations.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no operation " + id));
    }

    public JsonNode schema(String name) {
        JsonNode schema = document.path("components").path("schemas").path(name);
        if (!schema.isObject()) {
            throw new IllegalArgumentException("no schema " + name);
        }
        return schema;
    }

    /** The target of a reference; the node itself if it is not a reference. */
    public JsonNode resolved(JsonNode node) {
        return node.has("$ref")
                ? resolved(document.at(node.path("$ref").asText().substring(1)))
                : node;
    }

    /** The operation of a request: among the matching paths, the one with the fewest variables. */
    Optional<ApiOperation> find(String method, String path) {
        List<String> segments = segments(path);
        Optional<ApiOperation> nearest = operations.stream()
                .filter(operation -> operation.variables(segments).isPresent())
                .min(Comparator.comparing(
                        operation -> operation.variables(segments).orElseThrow()));
        return nearest.flatMap(near -> operations.stream()
                .filter(operation -> operation.path().equals(near.path())
                        && operation.method().equals(method))
                .findFirst());
    }

    /** The errors of a value by this schema of the document; empty if it is valid. */
    List<String> faults(JsonNode schema, JsonNode value) {
        return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
                .map(fault -> fault.getInstanceLocation() + " " + fault.getMessage())
                .toList();
    }

    public boolean isValid(JsonNode schema, JsonNode value) {
        return faults(schema, value).isEmpty();
    }

    private JsonSchema compile(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        return SCHEMAS.getSchema(whole);
    }

    static List<String> segments(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        return List.of((inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner).split("/", -1));
    }
}
