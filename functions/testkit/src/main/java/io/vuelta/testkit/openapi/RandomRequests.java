package io.vuelta.testkit.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random requests from a description and a seed: valid ones, ones with one error, and arbitrary ones. */
public final class RandomRequests {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "BREW");

    private static final List<String> SEGMENTS = List.of(
            "",
            " ",
            "..",
            "%2e%2e",
            "%00",
            "a%2Fb",
            "*",
            "none",
            "ñandú",
            "😀",
            "{campaign}",
            "null",
            "0",
            "-1",
            "C1.x.1",
            "C1#1",
            "+52",
            "1".repeat(20),
            "x".repeat(200),
            "x".repeat(3_000),
            "\u0000",
            "00000000000000000000000000000000");

    private static final List<String> QUERY_VALUES = List.of(
            "",
            " ",
            "0",
            "-1",
            "101",
            "1.5",
            "1e2",
            "99999999999",
            "ñ",
            "\u0000",
            "x".repeat(2_000),
            "null",
            "true",
            "2026-02-30",
            "+999999999-12-31",
            "-999999999-01-01",
            "9999-12-31T23:59:59.999999999+18:00",
            "MDo",
            "OTk6eg",
            "MTU6ZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmYzOTk5OTk5OTk5OTk",
            "MDp6IzE",
            "MDpmZiMx",
            "_",
            "====",
            "MDoj");

    private static final List<String> BODIES = List.of(
            "",
            " ",
            "{",
            "[]",
            "null",
            "7",
            "\"x\"",
            "{}",
            "{\"a\":1,\"a\":2}",
            "{} {}",
            "\ufeff{}",
            "{'name':'x'}",
            "{\"name\":\"\\ud800\"}",
            "[".repeat(3_000),
            "{\"a\":".repeat(1_500),
            "{\"retries\":1e1000000000}",
            "{\"retries\":" + "9".repeat(1_500) + "}",
            "{\"\":\"\"}",
            "number\n+525555551234\n",
            "NaN");

    private static final List<String> LANGUAGES =
            List.of("es", "en;q=0", "*", "", "es-MX,en;q=0.5", ";;;", "x".repeat(500), "español", "en-US;q=2");

    private final ApiDescription description;

    /** The operations, those with a body several times. */
    private final List<ApiOperation> operations;

    private final Map<String, List<String>> known;
    private final Random random;
    private final RandomValues values;
    private final BodyMutations mutations;

    /**
     * Requests of a seed.
     *
     * @param known existing ids and names, to which the caller may add: by the name of a field, by a path variable in
     *     braces, by a parameter with a question mark before it, and by {@code *} the names of fields in objects that
     *     may have any field
     */
    public RandomRequests(ApiDescription description, Map<String, List<String>> known, long seed) {
        this.description = description;
        this.operations = description.operations().stream()
                .flatMap(operation -> Collections.nCopies(operation.needsBody() ? 4 : 1, operation).stream())
                .toList();
        this.known = known;
        this.random = new Random(seed);
        this.values = new RandomValues(description, known, random);
        this.mutations = new BodyMutations(random);
    }

    /**
     * A request.
     *
     * @param base64 whether the body is in Base64
     * @param field the only field that can be invalid, if the original request is valid; empty if unknown
     */
    public record RandomRequest(
            ApiOperation operation,
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            @Nullable String body,
            boolean base64,
            String field) {
        public RandomRequest {
            query = Map.copyOf(query);
            headers = Map.copyOf(headers);
        }

        /** The decoded body; null for none. */
        public @Nullable String text() {
            return body != null && base64 ? new String(Base64.getDecoder().decode(body), UTF_8) : body;
        }

        RandomRequest unsure() {
            return new RandomRequest(operation, method, path, query, headers, body, base64, "");
        }

        @Override
        public String toString() {
            return operation.id() + ": " + method + " " + path + " " + query + " " + headers
                    + (base64 ? " in base64 " : " ") + body;
        }

        RandomRequest withBody(@Nullable String other, boolean encoded, String at) {
            return new RandomRequest(operation, method, path, query, headers, other, encoded, at);
        }
    }

    /** A valid request by the description, as far as it can be generated. */
    public RandomRequest valid() {
        ApiOperation operation = values.one(operations);
        String path = operation.base() + operation.path();
        for (JsonNode parameter : operation.parametersIn("path")) {
            String name = parameter.path("name").asText();
            List<String> there = known.getOrDefault("{" + name + "}", List.of());
            String value = there.isEmpty() ? parameter.path("example").asText() : values.one(there);
            path = path.replace("{" + name + "}", value);
        }
        Map<String, String> query = new HashMap<>();
        operation.parametersIn("query").stream()
                .filter(_ -> random.nextInt(3) == 0)
                .forEach(parameter -> query.put(parameter.path("name").asText(), text(parameter)));
        Map<String, String> headers = new HashMap<>();
        if (random.nextInt(6) == 0) {
            headers.put("Idempotency-Key", "key-" + random.nextInt(500));
        }
        if (random.nextInt(6) == 0) {
            headers.put("accept-language", values.one(LANGUAGES));
        }
        RandomRequest request = new RandomRequest(operation, operation.method(), path, query, headers, null, false, "");
        JsonNode content = operation.described().path("requestBody").path("content");
        if (content.has("image/png")) {
            return request.withBody(Base64.getEncoder().encodeToString(image()), true, "");
        }
        return validBody(operation)
                .map(body -> request.withBody(json(body), false, ""))
                .orElse(request);
    }

    /** The same request with one error. */
    public RandomRequest nearly(RandomRequest valid) {
        return switch (random.nextInt(10)) {
            case 0 -> withPath(valid);
            case 1 -> withQuery(valid);
            case 2 -> withHeaders(valid);
            case 3 -> {
                String body = values.one(BODIES);
                boolean encoded = random.nextInt(4) == 0;
                yield valid.withBody(encoded ? encoded(body) : body, encoded, "");
            }
            default -> withField(valid);
        };
    }

    private RandomRequest withField(RandomRequest valid) {
        try {
            String body = valid.body();
            if (body == null || valid.base64()) {
                return withQuery(valid);
            }
            BodyMutations.Mutated mutated = mutations.mutated(JSON.readTree(body));
            return valid.withBody(json(mutated.body()), false, mutated.certain() ? mutated.field() : "");
        } catch (JsonProcessingException _) {
            return withQuery(valid);
        }
    }

    private RandomRequest withPath(RandomRequest valid) {
        if (random.nextInt(3) == 0) {
            return new RandomRequest(
                    valid.operation(),
                    values.one(METHODS),
                    valid.path(),
                    valid.query(),
                    valid.headers(),
                    valid.body(),
                    valid.base64(),
                    "");
        }
        List<String> segments = new ArrayList<>(List.of(valid.path().split("/", -1)));
        int at = random.nextInt(1, segments.size());
        switch (random.nextInt(4)) {
            case 0 -> segments.add(at, values.one(SEGMENTS));
            case 1 -> segments.remove(at);
            default -> segments.set(at, values.one(SEGMENTS));
        }
        return new RandomRequest(
                valid.operation(),
                valid.method(),
                "/" + String.join("/", segments.subList(Math.min(1, segments.size()), segments.size())),
                valid.query(),
                valid.headers(),
                valid.body(),
                valid.base64(),
                "");
    }

    private RandomRequest withQuery(RandomRequest valid) {
        Map<String, String> query = new HashMap<>(valid.query());
        List<String> names = new ArrayList<>(valid.operation().parametersIn("query").stream()
                .map(parameter -> parameter.path("name").asText())
                .toList());
        names.addAll(List.of("Limit", "pagesize", "", "x", "status[]"));
        query.put(values.one(names), values.one(QUERY_VALUES));
        return new RandomRequest(
                valid.operation(),
                valid.method(),
                valid.path(),
                query,
                valid.headers(),
                valid.body(),
                valid.base64(),
                "");
    }

    private RandomRequest withHeaders(RandomRequest valid) {
        Map<String, String> headers = new HashMap<>(valid.headers());
        switch (random.nextInt(5)) {
            case 0 -> headers.put("Idempotency-Key", values.one(List.of("", " ", "ñ", "x".repeat(256), "\u0000")));
            case 1 -> headers.put("Authorization", values.one(List.of("", "api-key", "api-key  x", "Bearer ñ")));
            case 2 -> headers.put("content-type", values.one(List.of("", "text/csv", ";", "TEXT/CSV; x", "image/png")));
            case 3 -> headers.put("accept-language", values.one(LANGUAGES));
            default -> headers.put("x-strange", values.text(30));
        }
        return new RandomRequest(
                valid.operation(),
                valid.method(),
                valid.path(),
                valid.query(),
                headers,
                valid.body(),
                valid.base64(),
                "");
    }

    /** An example with some changed fields, or a body from the schema; valid if a few tries are enough. */
    private Optional<JsonNode> validBody(ApiOperation operation) {
        Optional<JsonNode> schema = operation.requestSchema("application/json");
        if (schema.isEmpty() || (!operation.needsBody() && random.nextBoolean())) {
            return Optional.empty();
        }
        JsonNode body = body(operation, schema.get());
        for (int i = 0; i < 4 && !description.isValid(schema.get(), body); i++) {
            body = body(operation, schema.get());
        }
        return Optional.of(body);
    }

    private JsonNode body(ApiOperation operation, JsonNode schema) {
        JsonNode made = values.value(schema);
        List<JsonNode> examples = operation.examples();
        if (examples.isEmpty() || random.nextInt(3) == 0) {
            return made;
        }
        ObjectNode body = values.one(examples).deepCopy();
        List.copyOf(body.properties()).forEach(field -> {
            List<String> there = known.getOrDefault(field.getKey(), List.of());
            if (field.getValue().isTextual() && !there.isEmpty()) {
                body.put(field.getKey(), values.one(there));
            }
        });
        made.properties().stream()
                .filter(_ -> random.nextInt(6) == 0)
                .forEach(field -> body.set(field.getKey(), field.getValue()));
        return body;
    }

    private String text(JsonNode parameter) {
        List<String> there = known.getOrDefault("?" + parameter.path("name").asText(), List.of());
        if (!there.isEmpty()) {
            return values.one(there);
        }
        return random.nextBoolean()
                ? parameter.path("example").asText()
                : values.value(parameter.path("schema")).asText();
    }

    private byte[] image() {
        byte[] image = new byte[random.nextInt(4, 64)];
        random.nextBytes(image);
        if (random.nextBoolean()) {
            System.arraycopy(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}, 0, image, 0, 3);
        }
        return image;
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String json(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree could not be written", e);
        }
    }
}
