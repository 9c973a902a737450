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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

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
}
