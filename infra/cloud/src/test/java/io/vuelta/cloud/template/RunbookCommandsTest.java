package io.vuelta.cloud.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every name in the operator's commands exists in the template, and every searched event is logged under that name.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RunbookCommandsTest {
    private static final Path DOCUMENTS = Path.of("../docs");
    private static final Path HANDLERS = Path.of("../../functions/handlers/src/main/java");
    private static final Pattern LOOP = Pattern.compile("for (\\w) in ([A-Za-z ]+); do");

    private DeployedTemplate template;
    private List<String> pages;

    @BeforeEach
    void read() throws IOException {
        template = new DeployedTemplate(DeployedTemplate.FILE, Map.of());
        try (Stream<Path> files = Files.list(DOCUMENTS.resolve("runbooks"))) {
            pages = Stream.concat(files, Stream.of(DOCUMENTS.resolve("operations.md")))
                    .map(RunbookCommandsTest::text)
                    .map(RunbookCommandsTest::unrolled)
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

    /** Every event and every metric that a handler logs by name; the rest of a metric's names are fields of a line. */
    private static Set<String> named(String pattern) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(HANDLERS)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(RunbookCommandsTest::text)
                    .forEach(source -> Pattern.compile(pattern)
                            .matcher(source)
                            .results()
                            .forEach(name -> names.add(name.group(1))));
        }
        return names;
    }

    /** The names in backticks in the first column of the table below this heading of operations.md. */
    private static Set<String> listed(String heading) {
        String page = text(DOCUMENTS.resolve("operations.md"));
        String section = page.substring(page.indexOf("## " + heading)).split("\n## ", 2)[0];
        Set<String> names = new TreeSet<>();
        Pattern.compile("(?m)^\\| (`[^|]*)")
                .matcher(section)
                .results()
                .flatMap(
                        row -> Pattern.compile("`(\\w+)`").matcher(row.group(1)).results())
                .forEach(name -> names.add(name.group(1)));
        return names;
    }

    /** Replaces a loop's variable by each of its values. */
    private static String unrolled(String page) {
        StringBuilder all = new StringBuilder(page);
        LOOP.matcher(page).results().forEach(loop -> {
            for (String word : loop.group(2).split(" ", -1)) {
                all.append(page.replace("${" + loop.group(1) + "}", word).replace("$" + loop.group(1), word));
            }
        });
        return all.toString();
    }

    private Set<String> unknown(String pattern, Predicate<String> known) {
        Set<String> found = new TreeSet<>();
        Pattern named = Pattern.compile(pattern);
        pages.forEach(page -> named.matcher(page).results().forEach(name -> found.add(name.group(1))));
        assertThat(found).as("what " + pattern + " finds").isNotEmpty();
        found.removeIf(known);
        return found;
    }

    @Test
    void every_output_in_a_command_is_in_the_template() {
        assertThat(unknown(
                        "\\$\\(output \"?([A-Z][A-Za-z]+)",
                        name -> template.outputs().has(name)))
                .isEmpty();
    }

    @Test
    void every_resource_in_a_command_is_in_the_template() {
        assertThat(unknown(
                        "\\$\\(resource \"?([A-Z][A-Za-z]+)",
                        name -> template.resources().containsKey(name)))
                .isEmpty();
    }

    @Test
    void every_function_whose_log_a_command_reads_has_a_log_group_in_the_template() {
        assertThat(unknown(
                        "\\blines ([A-Z][a-z]+)\\b",
                        name -> template.resources().containsKey(name + "Logs")))
                .isEmpty();
    }

    @Test
    void every_parameter_in_a_command_is_in_the_template() {
        assertThat(unknown(
                        "--parameter-overrides [^\n]*?\\b([A-Z][A-Za-z]+)=[0-9]",
                        name -> template.parameters().has(name)))
                .isEmpty();
    }

    @Test
    void every_event_that_a_command_searches_is_logged() throws IOException {
        String sources;
        try (Stream<Path> files = Files.walk(HANDLERS)) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .map(RunbookCommandsTest::text)
                    .reduce("", String::concat);
        }
        assertThat(unknown("\\$\\.event = \"(\\w+)\"", event -> sources.contains("\"" + event + "\"")))
                .isEmpty();
    }

    @Test
    void every_logged_event_is_explained() throws IOException {
        Set<String> events = named("LogLine\\.of\\(\\w+, \"(\\w+)\"\\)");
        events.addAll(named("static final String \\w+ = \"(webhook_(?!endpoint)\\w+)\""));

        assertThat(events).hasSizeGreaterThan(15);
        assertThat(listed("Log lines")).containsAll(events);
    }

    @Test
    void every_metric_is_explained() throws IOException {
        assertThat(listed("What to watch"))
                .containsAll(named("\\.(?:count|milliseconds)\\(\\s*\"(\\w+)\""))
                .containsAll(named("LogLine\\.of\\(\\w+, \"(\\w+)\"\\)[^;]*?\\.counted\\(\\)"));
    }

    @Test
    void every_variable_in_a_command_is_set() {
        Pattern used = Pattern.compile("\\$\\{?([A-Z][A-Z_]+)\\b");
        String block = text(DOCUMENTS.resolve("runbooks/README.md"));
        Set<String> unset = new TreeSet<>();
        for (String page : pages) {
            String commands = commands(page);
            used.matcher(commands).results().map(name -> name.group(1)).forEach(name -> {
                Pattern set = Pattern.compile("(?m)(?:^|[ ;])" + name + "=|\\bread -r .*\\b" + name + "\\b");
                if (!set.matcher(commands(block) + commands).find()) {
                    unset.add(name);
                }
            });
        }
        assertThat(unset).isEmpty();
    }

    private static String commands(String page) {
        return Pattern.compile("(?ms)^```sh\n(.*?)^```$")
                .matcher(page)
                .results()
                .map(fence -> fence.group(1))
                .reduce("", String::concat);
    }

    @Test
    void every_function_is_invoked_by_its_alias() {
        String alias = template.text().replaceFirst("(?s).*AutoPublishAlias: (\\w+).*", "$1");

        assertThat(unknown("lambda invoke --function-name (\"\\$\\([^)]*\\)[^\"]*\"|[^\"]\\S*)", _ -> false))
                .allMatch(name -> name.endsWith(":" + alias + "\""));
    }

    /** The copy of the template with which the functions get the restored table. */
    @Test
    void the_template_for_a_restore_has_no_reference_to_the_table(@TempDir Path directory) throws Exception {
        String page = text(DOCUMENTS.resolve("runbooks/restore.md"));
        String command = page.substring(page.indexOf("sed -e '/^  Table:"));
        Path script = Files.writeString(
                directory.resolve("copy.sh"),
                "TABLE=old ARN=the-arn STREAM=the-stream\ncd ../..\n"
                        + command.substring(0, command.indexOf(" > restored.yaml")) + "\n");
        Path copy = directory.resolve("template.yaml");
        int exit = new ProcessBuilder("bash", script.toString())
                .redirectOutput(copy.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();

        assertThat(exit).isZero();
        DeployedTemplate restored = new DeployedTemplate(copy, Map.of());
        assertThat(restored.resources().keySet())
                .isEqualTo(template.resources().keySet().stream()
                        .filter(id -> !id.equals("Table"))
                        .collect(Collectors.toSet()));
        assertThat(restored.text()).doesNotContainPattern("(?m)^[^#]*(!Ref |!GetAtt |\\$\\{)Table\\b");
    }
}
