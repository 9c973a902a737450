package io.vuelta.handlers.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vuelta.testkit.openapi.ApiOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example request of the API's description succeeds, with the response that the description shows. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExamplesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RENEW = "examples.renew";
    private static final String ANSWER = "answer";
    private static final int MAX_LINE = 122;

    /** A text of JSON, or one character outside of texts. */
    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|.");

    private static final byte[] PNG = "\u0089PNG\r\n\u001a\n0".getBytes(ISO_8859_1);

    /**
     * A request of the description.
     *
     * @param name the name, which is also that of its response
     * @param type the media type of the body
     * @param body the body; a missing node for none
     */
    record Example(ApiOperation operation, String name, String type, JsonNode body) {
        @Override
        public String toString() {
            return operation.id() + " " + name;
        }
    }

    static Stream<Example> examples() {
        return Contract.DESCRIPTION.operations().stream().flatMap(ExamplesTest::examples);
    }

    static Stream<Example> examples(ApiOperation operation) {
        JsonNode content = operation.described().path("requestBody").path("content");
        List<Example> examples = content.properties().stream()
                .flatMap(type -> type.getValue().path("examples").properties().stream()
                        .map(example -> new Example(
                                operation,
                                example.getKey(),
                                type.getKey(),
                                example.getValue().path("value"))))
                .collect(Collectors.toCollection(ArrayList::new));
        if (examples.isEmpty()) {
            String type = content.has("image/png") ? "image/png" : "";
            examples.add(new Example(operation, ANSWER, type, MissingNode.getInstance()));
        }
        return examples.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_request_gets_the_answer_of_the_example(Example example) throws IOException {
        Client client = ExampleWorld.of(example.operation().id(), example.name());

        Client.Reply reply = send(client, example);

        JsonNode responses = example.operation().described().path("responses");
        if (responses.properties().stream()
                .noneMatch(response -> response.getKey().startsWith("2"))) {
            assertThat(reply.status()).isEqualTo(400);
            return;
        }
        assertThat(reply.status()).as("%s", reply.json()).isBetween(200, 299);
        if (example.operation().base().isEmpty()) {
            return;
        }
        JsonNode answer = JSON.readTree(asDescribed(reply.json().toString()));
        if (Boolean.getBoolean(RENEW)) {
            renew(example, reply.status(), answer);
            return;
        }
        JsonNode shown = responses
                .path(String.valueOf(reply.status()))
                .path("content")
                .path("application/json")
                .path("examples")
                .path(example.name())
                .path("value");
        assertThat(shown)
                .as(
                        "the answer %s of %s; renew them: mvn -q -pl functions/handlers -am test -Dtest=ExamplesTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -D%s=true",
                        example.name(), example.operation().id(), RENEW)
                .isEqualTo(answer);
    }

    static Client.Reply send(Client client, Example example) {
        ApiOperation operation = example.operation();
        operation
                .parametersIn("header")
                .forEach(header -> client.header(
                        header.path("name").asText(), header.path("example").asText()));
        if (!example.type().isEmpty()) {
            client.header("Content-Type", example.type());
        }
        String path = operation.base() + operation.path();
        for (JsonNode parameter : operation.parametersIn("path")) {
            path = path.replace(
                    "{" + parameter.path("name").asText() + "}",
                    parameter.path("example").asText());
        }
        path = ExampleWorld.pathOf(path, example.name());
        String query = operation.parametersIn("query").stream()
                .map(parameter -> parameter.path("name").asText() + "="
                        + parameter.path("example").asText())
                .collect(Collectors.joining("&", "?", ""));
        // A request with a JSON body has no parameters.
        String target = inWorld(query.length() == 1 || example.type().equals("application/json") ? path : path + query);
        if (example.type().equals("image/png")) {
            return client.raw(operation.method(), target, Base64.getEncoder().encodeToString(PNG), true);
        }
        JsonNode body = example.body();
        String text = body.isMissingNode() ? null : inWorld(body.isTextual() ? body.asText() : body.toString());
        return client.raw(operation.method(), target, text, false);
    }

    private static String inWorld(String text) {
        String changed = text;
        for (Map.Entry<String, String> id : ExampleWorld.IDS.entrySet()) {
            changed = changed.replace(id.getKey(), id.getValue());
        }
        return changed;
    }

    private static String asDescribed(String text) {
        String changed = text;
        for (Map.Entry<String, String> id : ExampleWorld.IDS.entrySet()) {
            changed = changed.replaceAll("(?<![0-9A-Za-z])" + id.getValue() + "(?![0-9A-Za-z])", id.getKey());
        }
        return changed;
    }

    /** Replaces the example response in the description by this one. */
    private static void renew(Example example, int status, JsonNode answer) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(Contract.FILE, UTF_8));
        int at = next(lines, 0, "operationId: " + example.operation().id());
        at = next(lines, next(lines, at, "\"" + status + "\":"), "examples:");
        at = next(lines, at, example.name() + ":") + 1;
        String indent = lines.get(at).substring(0, lines.get(at).indexOf("value:"));
        lines.set(at, indent + "value:");
        while (lines.get(at + 1).startsWith(indent + " ")) {
            lines.remove(at + 1);
        }
        lines.addAll(at + 1, wrapped(answer.toString(), indent + "  "));
        Files.write(Contract.FILE, lines, UTF_8);
    }

    private static int next(List<String> lines, int from, String text) {
        for (int at = from; at < lines.size(); at++) {
            if (lines.get(at).strip().equals(text)) {
                return at;
            }
        }
        throw new AssertionError("the description has no " + text);
    }

    /** JSON in lines of at most 122 characters, divided after commas. */
    private static List<String> wrapped(String json, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        StringBuilder member = new StringBuilder();
        Matcher tokens = TOKEN.matcher(json);
        while (tokens.find()) {
            member.append(tokens.group());
            if (tokens.group().equals(":")) {
                member.append(' ');
            }
            if (tokens.group().equals(",") || tokens.end() == json.length()) {
                if (line.length() + member.length() > MAX_LINE && line.length() > indent.length()) {
                    lines.add(line.toString().stripTrailing());
                    line.setLength(indent.length());
                }
                line.append(member).append(' ');
                member.setLength(0);
            }
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
