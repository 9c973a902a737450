package io.vuelta.handlers.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.line.Provider;
import io.vuelta.testkit.openapi.ApiDescription;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The forms of a campaign and of a line, compared with what the API accepts. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsoleFormTest {
    private static final ApiDescription API = ApiDescription.read(Path.of("../../infra/api/vuelta.yaml"));
    private static final Map<String, byte[]> FILES = ConsoleFiles.read().all();
    private static final String VALUES = source("screens/campaign-values.js");
    private static final String CONTROLS =
            source("screens/form-fields.js") + source("screens/form-template.js") + source("screens/form-data.js");

    private static final Pattern FIELD = Pattern.compile("(?m)^    (\\w+): \\{\\s*of: \\[([^]]*)]");

    /** The members without a control, with the reason. */
    private static final Map<String, String> WITHOUT_CONTROL = Map.of(
            "currency", "follows the price of the line", "enabled", "the switch", "mode", "the choice of a beginning");

    private static String source(String name) {
        return new String(FILES.getOrDefault(name, new byte[0]), UTF_8);
    }

    @Test
    void the_form_of_a_line_names_the_fields_of_every_provider() {
        String source = source("screens/line-form.js");
        String table = source.substring(source.indexOf("const FIELDS_OF = {"));

        assertThat(Pattern.compile("(?m)^    (\\w+): \\[")
                        .matcher(table.substring(0, table.indexOf("\n};")))
                        .results()
                        .map(found -> found.group(1)))
                .containsExactlyElementsOf(
                        Arrays.stream(Provider.values()).map(Provider::wire).toList());
    }

    /** The API's fields in one of the module's tables, with the form's values from which each is built. */
    private static Map<String, List<String>> table(String name) {
        String after = VALUES.substring(VALUES.indexOf("const " + name + " = {"));
        String table = after.substring(0, after.indexOf("\n};"));
        Map<String, List<String>> fields = new TreeMap<>();
        FIELD.matcher(table)
                .results()
                .forEach(found -> fields.put(
                        found.group(1),
                        Arrays.stream(found.group(2).split(","))
                                .map(value -> value.strip().replace("'", ""))
                                .toList()));
        return fields;
    }

    private static Set<String> properties(String schema) {
        Set<String> names = new TreeSet<>();
        API.schema(schema).path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void the_form_sends_every_setting_of_a_campaign() {
        assertThat(table("FIELDS").keySet()).containsExactlyInAnyOrderElementsOf(properties("CampaignSettings"));
    }

    @Test
    void the_form_sends_every_setting_of_cycles() {
        Set<String> sent = new TreeSet<>(table("CYCLE_FIELDS").keySet());
        Set<String> taken = new TreeSet<>(properties("CyclesChange"));
        for (JsonNode kind : API.schema("NewCycles").path("anyOf")) {
            kind.path("properties").fieldNames().forEachRemaining(taken::add);
        }

        taken.removeAll(WITHOUT_CONTROL.keySet());
        assertThat(sent).isEqualTo(taken);
        assertThat(VALUES).contains("body.cycles = { enabled: true, mode: values.cycles_mode }");
    }

    @Test
    void the_form_sends_every_part_of_the_breaker_and_of_the_budget() {
        assertThat(table("FIELDS").get("breaker"))
                .containsExactlyInAnyOrderElementsOf(properties("BreakerChange").stream()
                        .map(name -> "breaker_" + name)
                        .toList());
        assertThat(properties("Budget")).containsExactly("amount", "currency");
        assertThat(VALUES).contains("{ amount: numberOf(v.budget), currency: v.currency }");
    }

    /**
     * A control is found by its id, which is {@code form-} and the name of the value, or by the name in the call that
     * creates it.
     */
    @Test
    void every_value_has_a_control() {
        Set<String> values = new TreeSet<>();
        table("FIELDS").values().forEach(values::addAll);
        table("CYCLE_FIELDS").values().forEach(values::addAll);
        values.addAll(Set.of("channel", "cycles_on", "cycles_mode"));

        assertThat(values).hasSizeGreaterThan(40);
        assertThat(values).filteredOn(value -> !controls(value)).isEmpty();
    }

    private static boolean controls(String value) {
        String moment = value.replaceAll("^(start|end)_(date|time|later)$", "\\${name}_$2");
        List<String> forms = List.of(
                "['\"]form-" + value + "['\"]",
                "(form, |tick\\(|input\\()'" + value + "'",
                "`(form-)?" + Pattern.quote(moment) + "`");
        return Pattern.compile(String.join("|", forms)).matcher(CONTROLS).find();
    }
}
