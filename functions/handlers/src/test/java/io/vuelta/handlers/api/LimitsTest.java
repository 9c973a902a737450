package io.vuelta.handlers.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vuelta.domain.action.ActOnContact;
import io.vuelta.domain.action.CheckTemplates;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.bulk.Job;
import io.vuelta.domain.bulk.JobError;
import io.vuelta.domain.bulk.JobRefusal;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.InvalidSetting;
import io.vuelta.domain.campaign.OnMachine;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.count.AnswerRates;
import io.vuelta.domain.event.EventType;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.file.ReadDoNotContactFile;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.line.VoiceUrlProblem;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.timeline.Entry;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.IfDuplicate;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.Upload;
import io.vuelta.handlers.api.ExamplesTest.Example;
import io.vuelta.handlers.api.http.ApiErrorCode;
import io.vuelta.testkit.openapi.ApiOperation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The limits, values and codes in the API's description are equal to those in the code. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LimitsTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Path SOURCES = Path.of("src/main/java/io/vuelta/handlers/api");
    private static final Pattern CODE = Pattern.compile("\"([A-Z]+(?:_[A-Z]+)+|UNAUTHORIZED|BUSY)\"");

    /** Texts in capitals in the API's code that are not codes of errors, rows or reasons. */
    private static final Set<String> NO_CODES = Set.of();

    /** Fields whose valid values are defined elsewhere. */
    private static final Set<String> OF_THE_WORLD = Set.of("timezone", "tags", "add_tags", "number", "agent_id");

    /** Prefixes that some fields require; more text may follow. */
    private static final List<String> BEGINNINGS = List.of("vuelta/", "https://x.example/", "");

    /**
     * A limit of a field.
     *
     * @param path the path of the field
     * @param most the largest, or smallest, valid value
     * @param beyond a value beyond the limit
     */
    record Limit(ApiOperation operation, String path, String keyword, JsonNode most, JsonNode beyond) {
        @Override
        public String toString() {
            return operation.id() + " " + path + " " + keyword;
        }
    }

    static Stream<Limit> limits() {
        return Contract.DESCRIPTION.operations().stream().flatMap(operation -> {
            List<Limit> limits = new ArrayList<>();
            operation.requestSchema("application/json").ifPresent(schema -> fields(operation, "", schema, limits));
            return limits.stream().distinct();
        });
    }

    private static void fields(ApiOperation operation, String path, JsonNode given, List<Limit> limits) {
        JsonNode schema = Contract.DESCRIPTION.resolved(given);
        if (!path.isEmpty()) {
            limitsOf(operation, path, given, schema, limits);
        }
        schema.path("properties")
                .properties()
                .forEach(field -> fields(
                        operation,
                        path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                        field.getValue(),
                        limits));
        Stream.of("allOf", "anyOf")
                .flatMap(keyword -> schema.path(keyword).valueStream())
                .forEach(part -> fields(operation, path, part, limits));
    }

    private static void limitsOf(
            ApiOperation operation, String path, JsonNode given, JsonNode schema, List<Limit> limits) {
        Stream.of(given, schema).distinct().forEach(keywords -> {
            keywords.properties().forEach(keyword -> {
                JsonNode number = keyword.getValue();
                Function<Integer, JsonNode> value = by -> value(keyword.getKey(), number, by, schema);
                // A length that no value of the field's form can have is not a limit.
                if (number.isNumber() && Contract.DESCRIPTION.isValid(given, value.apply(0))) {
                    limits.add(new Limit(operation, path, keyword.getKey(), value.apply(0), value.apply(1)));
                }
            });
        });
    }

    /** The value at a limit, or beyond it by one; for other keywords, a value that is invalid in any field. */
    private static JsonNode value(String keyword, JsonNode number, int by, JsonNode schema) {
        return switch (keyword) {
            case "maxLength" -> text(number.asInt() + by, schema);
            case "minLength" -> TextNode.valueOf("x".repeat(number.asInt() - by));
            case "maximum" -> NODES.numberNode(number.decimalValue().add(step(number, by)));
            case "minimum" -> NODES.numberNode(number.decimalValue().subtract(step(number, by)));
            case "maxItems" -> list(number.asInt() + by);
            case "minItems" -> list(number.asInt() - by);
            default -> NODES.objectNode().put("no", "limit");
        };
    }

    private static BigDecimal step(JsonNode number, int by) {
        return number.isIntegralNumber()
                ? BigDecimal.valueOf(by)
                : BigDecimal.valueOf(by).movePointLeft(4);
    }

    private static TextNode text(int length, JsonNode schema) {
        return BEGINNINGS.stream()
                .filter(beginning -> beginning.length() <= length)
                .map(beginning -> TextNode.valueOf(beginning + "x".repeat(length - beginning.length())))
                .filter(text -> !schema.has("pattern")
                        || text.asText().matches(schema.path("pattern").asText()))
                .findFirst()
                .orElse(TextNode.valueOf("x".repeat(length)));
    }

    private static ArrayNode list(int length) {
        ArrayNode list = NODES.arrayNode();
        IntStream.range(0, length).forEach(n -> list.add("t" + n));
        return list;
    }

    @ParameterizedTest
    @MethodSource("limits")
    void a_value_at_the_limit_is_accepted_and_one_beyond_it_is_refused(Limit limit) {
        JsonNode schema = limit.operation().requestSchema("application/json").orElseThrow();
        List<Example> valid = with(limit, limit.most()).stream()
                .filter(example -> Contract.DESCRIPTION.isValid(schema, example.body()))
                .toList();
        List<Example> beyond = with(limit, limit.beyond());

        if (!valid.isEmpty() && !OF_THE_WORLD.contains(limit.path())) {
            assertThat(valid.stream().map(LimitsTest::refusal))
                    .as("at the limit")
                    .anyMatch(refusal -> !refusal.equals(limit.path()));
        }
        assertThat(beyond).isNotEmpty().noneMatch(example -> Contract.DESCRIPTION.isValid(schema, example.body()));
        assertThat(beyond.stream().map(LimitsTest::refusal))
                .as("beyond the limit")
                .contains(limit.path());
    }

    /** The examples of the operation with this value in the field. */
    private static List<Example> with(Limit limit, JsonNode value) {
        List<Example> examples = new ArrayList<>();
        for (Example example : ExamplesTest.examples(limit.operation()).toList()) {
            if (!(example.body() instanceof ObjectNode shown)) {
                continue;
            }
            ObjectNode body = shown.deepCopy();
            ObjectNode at = body;
            String[] names = limit.path().split("\\.");
            for (String name : Arrays.copyOf(names, names.length - 1)) {
                at = at.path(name) instanceof ObjectNode there ? there : at.putObject(name);
            }
            at.set(names[names.length - 1], value);
            examples.add(new Example(limit.operation(), example.name(), example.type(), body));
        }
        return examples;
    }

    /** The field that is refused as invalid; empty if none is. */
    private static String refusal(Example example) {
        Client.Reply reply =
                ExamplesTest.send(ExampleWorld.of(example.operation().id(), example.name()), example);
        return reply.status() == 400 ? reply.text("/field") : "";
    }

    @Test
    void parameters_are_bounded_as_described() {
        for (ApiOperation operation : Contract.DESCRIPTION.operations()) {
            for (JsonNode parameter : operation.parametersIn("query")) {
                JsonNode schema = parameter.path("schema");
                if (schema.has("maximum")) {
                    String name = parameter.path("name").asText();
                    assertThat(List.of(
                                    status(
                                            operation,
                                            name,
                                            schema.path("minimum").asInt()),
                                    status(
                                            operation,
                                            name,
                                            schema.path("maximum").asInt()),
                                    status(
                                            operation,
                                            name,
                                            schema.path("minimum").asInt() - 1),
                                    status(
                                            operation,
                                            name,
                                            schema.path("maximum").asInt() + 1)))
                            .as("%s %s", operation.id(), name)
                            .containsExactly(200, 200, 400, 400);
                }
            }
        }
    }

    @Test
    void the_length_of_the_idempotency_key_is_as_described() {
        int most = Contract.DESCRIPTION
                .document()
                .at("/components/parameters/IdempotencyKey/schema/maxLength")
                .asInt();
        Client client = Client.withLine();

        assertThat(client.header("Idempotency-Key", "x".repeat(most))
                        .post("/agents", "{'name':'Ana'}")
                        .status())
                .isEqualTo(201);
        assertThat(client.header("Idempotency-Key", "x".repeat(most + 1))
                        .post("/agents", "{'name':'Ana'}")
                        .error())
                .isEqualTo("400 INVALID_REQUEST Idempotency-Key");
    }

    private static int status(ApiOperation operation, String name, int value) {
        String path = operation
                .path()
                .replace("{campaign}", Client.CAMPAIGN.value())
                .replace("{agent}", Client.agent().value())
                .replace("{integration}", Client.WHATSAPP.value())
                .replace("{endpoint}", ExampleWorld.ENDPOINT.value());
        // Some requests also need another parameter.
        String others = operation.parametersIn("query").stream()
                .filter(parameter ->
                        parameter.has("example") && !parameter.path("schema").has("maximum"))
                .map(parameter -> "&" + parameter.path("name").asText() + "="
                        + parameter.path("example").asText())
                .collect(Collectors.joining());
        return ExampleWorld.of(operation.id(), "")
                .get(path + "?" + name + "=" + value + others)
                .status();
    }

    static Stream<Arguments> words() {
        Map<String, Object[]> enums = Map.ofEntries(
                Map.entry("/Channel", Channel.values()),
                Map.entry("/NewIntegration/properties/provider", Provider.values()),
                Map.entry(
                        "/NewIntegration/else/properties/provider",
                        Provider.of(Channel.PHONE_CALL).toArray()),
                Map.entry(
                        "/NewIntegration/then/properties/provider",
                        Provider.of(Channel.WHATSAPP).toArray()),
                Map.entry("/ShownIntegration/properties/provider", Provider.values()),
                Map.entry("/CampaignStatus", CampaignStatus.values()),
                Map.entry("/CallStatus", CallStatus.values()),
                Map.entry("/MessageStatus", MessageStatus.values()),
                Map.entry("/AnsweredBy", AnsweredBy.values()),
                Map.entry("/IfDuplicate", IfDuplicate.values()),
                Map.entry("/ReasonCode", TimelineCode.values()),
                Map.entry("/Waiting/properties/reason", Waiting.Reason.values()),
                Map.entry("/TimelineEntry/properties/kind", Entry.Kind.values()),
                Map.entry("/Basis", AnswerRates.Basis.values()),
                Map.entry("/ExportKind", Export.Kind.values()),
                Map.entry("/Job/properties/status", Job.Status.values()),
                Map.entry("/JobError", JobError.values()),
                Map.entry("/Job/properties/refused/propertyNames", JobRefusal.values()),
                Map.entry("/VoiceUrlUnreachable/properties/reason", VoiceUrlProblem.values()),
                Map.entry("/ContactAction", ActOnContact.Action.values()),
                Map.entry("/Export/properties/status", Export.Status.values()),
                Map.entry("/Upload/properties/status", Upload.Status.values()),
                Map.entry("/RowProblem/properties/action", RowProblem.Action.values()),
                Map.entry("/CampaignSettings/properties/on_machine", OnMachine.values()),
                Map.entry("/TemplateNotUsable/properties/reason", CheckTemplates.Why.values()));
        return enums.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("words")
    void the_values_of_a_field_are_those_of_the_code(String schema, Object[] values) {
        assertThat(words(schema))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(values).map(LimitsTest::wire).toList());
    }

    @Test
    void the_statuses_of_contacts_and_the_events_are_those_of_the_code() {
        assertThat(words("/ContactStatus"))
                .containsExactlyElementsOf(Arrays.stream(ContactStatus.values())
                        .filter(status -> status != ContactStatus.REMOVED)
                        .map(ContactStatus::wire)
                        .toList());
        assertThat(words("/PhoneContactStatus"))
                .containsExactlyElementsOf(Arrays.stream(ContactStatus.values())
                        .filter(status -> status != ContactStatus.REMOVED && status.isOf(Channel.PHONE_CALL))
                        .map(ContactStatus::wire)
                        .toList());
        assertThat(words("/EventType"))
                .containsExactlyElementsOf(
                        EventType.forSubscribers().stream().map(EventType::wire).toList());
    }

    @Test
    void the_limits_of_answers_are_those_of_the_code() {
        JsonNode schemas = Contract.DESCRIPTION.document().at("/components/schemas");
        assertThat(schemas.at("/Upload/properties/problems/maxItems").asInt()).isEqualTo(Upload.MAX_SHOWN);
        assertThat(schemas.at("/ShownSettings/properties/paused_because/anyOf/1/properties/attempts/maxItems")
                        .asInt())
                .isEqualTo(AutoPause.MAX_ATTEMPTS);
        assertThat(schemas.at("/AddedNumbersFile/properties/problems/maxItems").asInt())
                .isEqualTo(ReadDoNotContactFile.MAX_PROBLEMS_SHOWN);
        Set<String> columns = new TreeSet<>();
        schemas.at("/Upload/properties/columns/properties").fieldNames().forEachRemaining(columns::add);
        assertThat(columns).containsAll(ColumnMapping.FIELDS).hasSize(ColumnMapping.FIELDS.size() + 1);
    }

    @Test
    void the_codes_of_errors_are_those_of_the_code() {
        Set<String> described = new TreeSet<>();
        Contract.DESCRIPTION.document().at("/components/schemas").forEach(schema -> {
            JsonNode code = schema.at("/properties/error/const");
            if (code.isTextual()) {
                described.add(code.asText());
            }
        });
        Set<String> written = written();
        Arrays.stream(ApiErrorCode.values()).map(Enum::name).forEach(written::add);
        Arrays.stream(InvalidSetting.Code.values()).map(Enum::name).forEach(written::add);
        assertThat(written).as("codes of errors in the code").containsAll(described);

        String whole = Contract.DESCRIPTION.document().toString();
        assertThat(written.stream().filter(code -> !whole.contains(code) && !NO_CODES.contains(code)))
                .as("codes that are not described")
                .isEmpty();
    }

    /** The codes in the sources of the API's resources. */
    private static Set<String> written() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.getFileName().toString().equals("ApiWiring.java"))
                    .flatMap(file -> CODE.matcher(text(file)).results())
                    .map((MatchResult code) -> code.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> words(String schema) {
        JsonNode given = Contract.DESCRIPTION.document().at("/components/schemas" + schema);
        Stream<JsonNode> words = given.has("const")
                ? Stream.of(given.path("const"))
                : given.path("enum").valueStream();
        return words.filter(JsonNode::isTextual).map(JsonNode::asText).toList();
    }

    private static String wire(Object value) {
        return switch (value) {
            case CallStatus status -> status.wire();
            case OnMachine what -> what.wire();
            case Provider provider -> provider.wire();
            case TimelineCode code -> code.name();
            case CheckTemplates.Why why -> why.name();
            case JobError error -> error.name();
            case JobRefusal refusal -> refusal.name();
            case VoiceUrlProblem problem -> problem.name();
            default -> value.toString().toLowerCase(Locale.ROOT);
        };
    }
}
