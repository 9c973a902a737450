package io.vuelta.cloud.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vuelta.testkit.openapi.ApiDescription;
import io.vuelta.testkit.openapi.ApiOperation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Every request of the operator's commands is in the description of the API: the route, the parameters, the body, and
 * the fields that {@code jq} reads from the response.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RunbookRequestsTest {
    private static final Path DOCUMENTS = Path.of("../docs");
    private static final ApiDescription API = ApiDescription.read(Path.of("../api/vuelta.yaml"));
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Pattern REQUEST =
            Pattern.compile("\\bapi (-G |-X [A-Z]+ )?\"\\$API(/[^\"?]*)(?:\\?([^\"]*))?\"([^\n]*)");
    private static final Pattern CAMPAIGNS = Pattern.compile("\\bcampaigns ['\"]?(status=[^'\") ]+)");
    private static final Pattern BODY = Pattern.compile(" -d '(\\{.*?})'");
    private static final Pattern GIVEN = Pattern.compile(" (?:-d|--data-urlencode) \"?(\\w+=[^\" ]*)");
    private static final Pattern PROGRAM = Pattern.compile("^[^|;]*\\| jq (?:-\\w+ )*'([^']*)'");
    private static final Pattern PATH = Pattern.compile("\\.(\\w+)|\\[]");

    private static List<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(DOCUMENTS.resolve("runbooks"))) {
            return Stream.concat(files, Stream.of(DOCUMENTS.resolve("operations.md")))
                    .map(RunbookRequestsTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> faults(String page) {
        List<String> faults = new ArrayList<>();
        REQUEST.matcher(page).results().forEach(request -> faults(request, faults));
        CAMPAIGNS.matcher(page).results().forEach(list -> {
            ApiOperation operation = operation("GET", "/campaigns").orElseThrow();
            parameters(operation, List.of(list.group(1).split("&", -1)), faults);
        });
        return faults;
    }

    private static void faults(MatchResult request, List<String> faults) {
        String options = Optional.ofNullable(request.group(1)).orElse("");
        Matcher body = BODY.matcher(request.group(4));
        String method = options.startsWith("-X") ? options.substring(2).strip() : body.find() ? "POST" : "GET";
        Optional<ApiOperation> found = operation(method, request.group(2));
        if (found.isEmpty()) {
            faults.add("no route " + method + " " + request.group(2));
            return;
        }
        List<String> given = new ArrayList<>();
        if (request.group(3) != null) {
            given.addAll(List.of(request.group(3).split("&", -1)));
        }
        if (options.startsWith("-G")) {
            GIVEN.matcher(request.group(4)).results().forEach(pair -> given.add(pair.group(1)));
        }
        parameters(found.get(), given, faults);
        if (body.reset().find()) {
            body(found.get(), body.group(1), faults);
        }
        Matcher program = PROGRAM.matcher(request.group(4));
        if (program.find()) {
            JsonNode schema = found.get().described().at("/responses/200/content/application~1json/schema");
            read(program.group(1), schema, found.get().route(), faults);
        }
    }

    private static Optional<ApiOperation> operation(String method, String path) {
        String[] segments = path.split("/", -1);
        return API.operations().stream()
                .filter(operation -> operation.method().equals(method) && matches(operation.path(), segments))
                .findFirst();
    }

    private static boolean matches(String path, String[] segments) {
        String[] own = path.split("/", -1);
        boolean all = own.length == segments.length;
        for (int i = 0; all && i < own.length; i++) {
            boolean isVariable = segments[i].startsWith("<") || segments[i].startsWith("$");
            all = own[i].startsWith("{") ? isVariable : own[i].equals(segments[i]);
        }
        return all;
    }

    private static void parameters(ApiOperation operation, List<String> given, List<String> faults) {
        for (String pair : given) {
            String[] parts = pair.split("=", 2);
            Optional<JsonNode> schema = operation.parametersIn("query").stream()
                    .filter(parameter -> parameter.path("name").asText().equals(parts[0]))
                    .map(parameter -> API.resolved(parameter.path("schema")))
                    .findFirst();
            boolean isWord = parts.length == 2 && parts[1].matches("[a-z_]+");
            if (schema.isEmpty() && !parts[0].startsWith("$")) {
                faults.add("no parameter " + parts[0] + " of " + operation.route());
            } else if (schema.isPresent() && isWord && !API.isValid(schema.get(), TextNode.valueOf(parts[1]))) {
                faults.add("no value " + pair + " of " + operation.route());
            }
        }
    }

    private static void body(ApiOperation operation, String json, List<String> faults) {
        try {
            JsonNode schema = operation.requestSchema("application/json").orElseThrow();
            if (!API.isValid(schema, MAPPER.readTree(json))) {
                faults.add("not a body of " + operation.route() + ": " + json);
            }
        } catch (JsonProcessingException _) {
            faults.add("no JSON: " + json);
        }
    }

    /** Follows a program such as {@code .calls[] | {id, error}} or {@code .a.b + "/" + .c} through the schema. */
    private static void read(String program, JsonNode response, String route, List<String> faults) {
        JsonNode from = response;
        for (String stage : program.split("\\|", -1)) {
            JsonNode result = from;
            for (String term : stage.replaceAll("\"[^\"]*\"", "").split("[+,]", -1)) {
                String path = term.replaceAll("[{}\\s]", "");
                String whole = stage.contains("{") ? "." + path : path;
                Optional<JsonNode> end = path.isEmpty() ? Optional.of(from) : walk(whole, from);
                if (end.isEmpty()) {
                    faults.add("no field " + whole + " of " + route);
                    return;
                }
                result = end.get();
            }
            from = result;
        }
    }

    private static Optional<JsonNode> walk(String path, JsonNode from) {
        Optional<JsonNode> at = Optional.of(from);
        Matcher steps = PATH.matcher(path);
        while (steps.find() && at.isPresent()) {
            String field = steps.group(1);
            at = at.flatMap(node -> inner(node, field == null ? "/items" : "/properties/" + field));
        }
        return at;
    }

    /** The schema at the pointer, in the schema itself or in one of its parts. */
    private static Optional<JsonNode> inner(JsonNode schema, String pointer) {
        JsonNode whole = API.resolved(schema);
        if (!whole.at(pointer).isMissingNode()) {
            return Optional.of(whole.at(pointer));
        }
        return Stream.of("allOf", "anyOf", "oneOf")
                .flatMap(parts -> whole.path(parts).valueStream())
                .map(part -> inner(part, pointer))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Test
    void every_request_in_a_command_is_in_the_description_of_the_api() throws IOException {
        assertThat(pages().stream()
                        .mapToLong(page -> REQUEST.matcher(page).results().count())
                        .sum())
                .isGreaterThan(12);
        assertThat(pages()).allSatisfy(page -> assertThat(faults(page)).isEmpty());
    }

    @Test
    void a_request_that_the_api_does_not_have_is_reported() {
        assertThat(faults("""
                api -G "$API/contacts" --data-urlencode "phone=$number" | jq -r '.contacts[] | .campaign_id + "/" + .id'
                api -X POST "$API/campaigns/<id>/stop/now"
                api "$API/campaigns/<id>/calls?state=failed" | jq '.calls[] | {id, fault}'
                api -X PATCH "$API/campaigns/<id>" -d '{"throttle":50}'
                for id in $(campaigns 'status=paused'); do api "$API/campaigns/$id"; done
                """))
                .containsExactly(
                        "no parameter phone of GET /contacts",
                        "no field .campaign_id of GET /contacts",
                        "no route POST /campaigns/<id>/stop/now",
                        "no parameter state of GET /campaigns/{campaign}/calls",
                        "no field .fault of GET /campaigns/{campaign}/calls",
                        "not a body of PATCH /campaigns/{campaign}: {\"throttle\":50}",
                        "no value status=paused of GET /campaigns");
    }
}
