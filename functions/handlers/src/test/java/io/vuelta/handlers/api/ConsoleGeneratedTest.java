package io.vuelta.handlers.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.action.CheckTemplates;
import io.vuelta.domain.bulk.JobError;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.event.DeliveryReason;
import io.vuelta.domain.export.OwnColumns;
import io.vuelta.domain.file.FileFault;
import io.vuelta.domain.phone.NumberReason;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.DroppedColumnReason;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.RowReason;
import io.vuelta.handlers.api.http.ApiErrorCode;
import io.vuelta.handlers.api.http.Router;
import io.vuelta.testkit.openapi.ApiOperation;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * The console's data about the system, in {@code functions/console/generated}, is equal to the system's own data. With
 * {@code -Dconsole.renew=true} the files are written again.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsoleGeneratedTest {
    private static final Path FOLDER = Path.of("../console/generated");
    private static final boolean RENEW = Boolean.getBoolean("console.renew");
    private static final int MAX_LINE = 118;

    private static final List<String> KEPT = List.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "default",
            "enum");

    /** The console's names of the objects, with their schemas. */
    private static final List<Entry<String, String>> OBJECTS = List.of(
            Map.entry("campaign", "CampaignSettings"),
            Map.entry("cycles", "CyclesChange"),
            Map.entry("breaker", "BreakerChange"),
            Map.entry("budget", "Budget"),
            Map.entry("noResponse", "NoResponse"),
            Map.entry("agent", "NewAgent"),
            Map.entry("line", "LineSettings"),
            Map.entry("apiKey", "NewApiKey"),
            Map.entry("endpoint", "EndpointFields"),
            Map.entry("upload", "NewUpload"),
            Map.entry("export", "NewExport"),
            Map.entry("duplicate", "Duplicate"),
            Map.entry("numbers", "NewNumbers"));

    /** Codes that the description lists; {@code LimitsTest} compares it with the domain. */
    private static final List<Entry<String, String>> SCHEMAS = List.of(
            Map.entry("campaignStatus", "CampaignStatus"),
            Map.entry("contactStatus", "ContactStatus"),
            Map.entry("callStatus", "CallStatus"),
            Map.entry("messageStatus", "MessageStatus"),
            Map.entry("answeredBy", "AnsweredBy"),
            Map.entry("channel", "Channel"),
            Map.entry("provider", "NewIntegration.provider"),
            Map.entry("forecastBasis", "Basis"),
            Map.entry("forecastUntil", "ForecastUntil"),
            Map.entry("scope", "Scope"),
            Map.entry("exportKind", "ExportKind"),
            Map.entry("contactAction", "ContactAction"),
            Map.entry("ifDuplicate", "IfDuplicate"),
            Map.entry("onMachine", "CampaignSettings.on_machine"),
            Map.entry("eventType", "EventType"),
            Map.entry("uploadStatus", "Upload.status"),
            Map.entry("exportStatus", "Export.status"),
            Map.entry("jobStatus", "Job.status"));

    @Test
    void operations_are_those_of_the_description() throws IOException {
        Map<String, String> scopes = new Client()
                .routes().stream()
                        .collect(Collectors.toMap(
                                route -> route.method() + " " + route.pattern(),
                                (Router.Added route) ->
                                        "'" + route.route().scope().wire() + "'"));
        String lines = Contract.DESCRIPTION.operations().stream()
                .map(operation -> line(operation, scopes.getOrDefault(operation.route(), "null")))
                .collect(Collectors.joining("\n"));

        check("operations.js", "the operations of infra/api/vuelta.yaml", """
                /** Operations by their id: method, path with {parameters}, and the scope that the key must have (null: none is said).
                 * @type {Record<string, {method: string, path: string, scope: ?string}>} */
                export const operations = {
                %s
                };
                """.formatted(lines));
    }

    private static String line(ApiOperation operation, String scope) {
        return "    %s: {method: '%s', path: '%s', scope: %s},"
                .formatted(operation.id(), operation.method(), operation.base() + operation.path(), scope);
    }

    @Test
    void codes_are_those_of_the_domain() throws IOException {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put("waiting", small(Waiting.Reason.class));
        groups.put("timeline", names(TimelineCode.class));
        groups.put("template", names(CheckTemplates.Why.class));
        groups.put("file", names(FileFault.class));
        groups.put("column", names(DroppedColumnReason.class));
        groups.put("rowAction", small(RowProblem.Action.class));
        groups.put(
                "problem",
                Stream.concat(names(RowReason.class).stream(), names(NumberReason.class).stream())
                        .toList());
        groups.put("delivery", names(DeliveryReason.class));
        groups.put("jobError", names(JobError.class));
        groups.put("error", names(ApiErrorCode.class));
        SCHEMAS.forEach(schema -> groups.put(schema.getKey(), listed(schema.getValue())));

        check("codes.js", "the codes of the domain and of the API", """
                /** Codes by their group, as the API writes them. Each has the words `group.code` in both languages.
                 * @type {Record<string, string[]>} */
                export const codes = {
                %s
                };
                """.formatted(lists(groups)));
    }

    private static <E extends Enum<E>> List<String> names(Class<E> codes) {
        return Arrays.stream(codes.getEnumConstants()).map(Enum::name).toList();
    }

    private static <E extends Enum<E>> List<String> small(Class<E> codes) {
        return names(codes).stream().map(code -> code.toLowerCase(Locale.ROOT)).toList();
    }

    /** The description of a schema, or of a property of one. */
    private static List<String> listed(String schema) {
        String[] path = schema.split("\\.", 2);
        JsonNode found = Contract.DESCRIPTION.schema(path[0]);
        JsonNode one = path.length == 1 ? found : found.path("properties").path(path[1]);
        return one.path("enum")
                .valueStream()
                .filter(code -> !code.isNull())
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void limits_are_those_of_the_description() throws IOException {
        Map<String, JsonNode> objects = new LinkedHashMap<>();
        OBJECTS.forEach(object -> objects.put(object.getKey(), limits(object.getValue())));
        objects.put("page", one("limit", Map.of("minimum", 1, "maximum", 100)));
        objects.put("contact", one("variables", Map.of("maxItems", (Integer)
                constant("file.ContactFileColumns", "MAX_VARIABLES"))));
        objects.put("image", one("bytes", Map.of("maximum", 4 << 20)));
        objects.put("body", one("bytes", Map.of("maximum", 5_000_000)));
        String text = objects.entrySet().stream()
                .map(object -> "    %s: {\n%s\n    },"
                        .formatted(
                                object.getKey(),
                                object.getValue().properties().stream()
                                        .map(field ->
                                                "        " + field.getKey() + ": " + written(field.getValue()) + ",")
                                        .collect(Collectors.joining("\n"))))
                .collect(Collectors.joining("\n"));

        check("limits.js", "the limits and defaults of infra/api/vuelta.yaml", """
                /** Limits by object and field: minimum, exclusiveMinimum, maximum, minLength, maxLength, minItems, maxItems, default, enum.
                 * @type {Record<string, Record<string, Object>>} */
                export const limits = {
                %s
                };
                """.formatted(text));
    }

    private static ObjectNode one(String field, Map<String, Integer> limits) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ObjectNode inner = node.putObject(field);
        KEPT.stream().filter(limits::containsKey).forEach(name -> inner.put(name, limits.get(name)));
        return node;
    }

    private static ObjectNode limits(String schema) {
        JsonNode described = Contract.DESCRIPTION.schema(schema);
        ObjectNode limits = JsonNodeFactory.instance.objectNode();
        described
                .path("allOf")
                .forEach(part -> limits.setAll(limits(part.path("$ref").asText().replaceFirst(".*/", ""))));
        described.path("properties").properties().forEach(property -> {
            ObjectNode kept = kept(property.getValue());
            if (!kept.isEmpty()) {
                limits.set(property.getKey(), kept);
            }
        });
        return limits;
    }

    /** The constraints of a schema on a value that is not null, including those of the schemas that it refers to. */
    private static ObjectNode kept(JsonNode schema) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        if (schema.has("$ref")) {
            kept.setAll(kept(Contract.DESCRIPTION.resolved(schema)));
        }
        schema.path("anyOf")
                .valueStream()
                .filter(way -> way.has("$ref") || way.path("type").asText().equals("string"))
                .forEach(way -> kept.setAll(kept(way)));
        KEPT.stream().filter(schema::has).forEach(name -> kept.set(name, withoutNull(schema.path(name))));
        if (schema.has("items") && kept(schema.path("items")).has("maxLength")) {
            kept.putObject("items").set("maxLength", kept(schema.path("items")).path("maxLength"));
        }
        return kept;
    }

    private static JsonNode withoutNull(JsonNode value) {
        if (!value.isArray()) {
            return value;
        }
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        value.valueStream().filter(one -> !one.isNull()).forEach(values::add);
        return values;
    }

    private static String written(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT ->
                value.properties().stream()
                        .map(field -> field.getKey() + ": " + written(field.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case ARRAY ->
                value.valueStream().map(ConsoleGeneratedTest::written).collect(Collectors.joining(", ", "[", "]"));
            default -> value.toString();
        };
    }

    @Test
    void columns_are_those_that_files_and_exports_have() throws IOException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        Map<String, String> meanings = new LinkedHashMap<>();
        add(
                columns,
                meanings,
                "fields",
                ColumnMapping.FIELDS,
                "What a contact is made of; every other column is a variable.");
        add(
                columns,
                meanings,
                "exactNumbers",
                strings("file.ContactFileColumns", "NUMBER"),
                "Names of the column of the number, whatever it holds.");
        add(
                columns,
                meanings,
                "numbers",
                strings("file.ColumnNames", "NUMBER"),
                "Other names of a column of numbers, normalised.");
        add(columns, meanings, "fullNames", strings("file.ColumnNames", "FULL_NAME"), "Of whole names, normalised.");
        add(
                columns,
                meanings,
                "firstNames",
                strings("file.ColumnNames", "FIRST_NAME"),
                "Of given names, in the order in which they are looked for, normalised.");
        add(columns, meanings, "lastNames", strings("file.ColumnNames", "LAST_NAME"), "Normalised.");
        add(columns, meanings, "secondLastNames", strings("file.ColumnNames", "SECOND_LAST_NAME"), "Normalised.");
        add(
                columns,
                meanings,
                "exportedContacts",
                OwnColumns.CONTACTS,
                "Of contacts; calls and billed_duration only of phone campaigns. A file with all of them is an export.");
        add(columns, meanings, "exportedCalls", strings("export.ExportColumns", "CALLS"), "Of calls and recordings.");
        add(columns, meanings, "exportedMessages", strings("export.ExportColumns", "MESSAGES"), "Of messages.");
        add(
                columns,
                meanings,
                "exportedConversations",
                strings("export.ExportColumns", "OF_CONVERSATIONS"),
                "Added to those of calls and messages.");
        String text = columns.entrySet().stream()
                .map(list -> "    /** " + meanings.get(list.getKey()) + " */\n"
                        + lists(Map.of(list.getKey(), list.getValue())))
                .collect(Collectors.joining("\n"));

        check("columns.js", "the columns that a contact file may have and that exports have", """
                /** Names of columns. A name is normalised by NFKD, then only letters and digits are kept, in small letters. */
                export const columns = {
                %s
                };
                """.formatted(text));
    }

    private static void add(
            Map<String, List<String>> columns,
            Map<String, String> meanings,
            String list,
            List<String> names,
            String meaning) {
        columns.put(list, names);
        meanings.put(list, meaning);
    }

    /** The values of a package-private constant; a set in alphabetical order. */
    private static List<String> strings(String type, String name) {
        Collection<?> values = (Collection<?>) constant(type, name);
        Collection<?> ordered = values instanceof Set<?> set ? new TreeSet<>(set) : values;
        return ordered.stream().map(String.class::cast).toList();
    }

    private static Object constant(String type, String name) {
        try {
            Field field = Class.forName("io.vuelta.domain." + type).getDeclaredField(name);
            field.setAccessible(true);
            return field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("there is no " + type + "." + name, e);
        }
    }

    private static String lists(Map<String, List<String>> lists) {
        return lists.entrySet().stream()
                .map(list -> "    %s: [\n%s\n    ],".formatted(list.getKey(), wrapped(list.getValue())))
                .collect(Collectors.joining("\n"));
    }

    /** The values in quotes, with as many in each line as fit. */
    private static String wrapped(List<String> values) {
        StringBuilder text = new StringBuilder();
        StringBuilder line = new StringBuilder("       ");
        for (String value : values) {
            String next = " '" + value + "',";
            if (line.length() + next.length() > MAX_LINE) {
                text.append(line).append('\n');
                line = new StringBuilder("       ");
            }
            line.append(next);
        }
        return text.append(line).toString();
    }

    private static void check(String name, String what, String body) throws IOException {
        Path file = FOLDER.resolve(name);
        String text = "// Written by ConsoleGeneratedTest: " + what + ". Renew with -Dconsole.renew=true.\n" + body;
        if (RENEW) {
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file))
                .as(file + "; -Dconsole.renew=true writes it anew")
                .isEqualTo(text);
    }
}
