package io.vuelta;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.SourceTrees.Method;
import io.vuelta.SourceTrees.RecordType;
import io.vuelta.SourceTrees.TopLevelType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for the sources of all modules, including the tests; {@link ArchitectureTest} has those for the deployed code. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SourcesTest {
    private static final Path PROJECT = Path.of("../..");
    private static final SourceTrees SOURCES = SourceTrees.read();
    private static final int MAX_METHOD_LINES = 40;
    private static final int MAX_COMPONENTS = 12;

    /** Classes whose method is a table with the text of each code. */
    private static final Set<String> TABLES = Set.of("English.java", "Spanish.java");

    /** Its constructor draws from one generator in a fixed order, which gives each seed its meaning. */
    private static final String SIMULATION = "Simulation.<init>";

    /** Words for a limit that do not say whether it is the lower or the upper one, or of what it is the limit. */
    private static final Pattern LIMIT =
            Pattern.compile("(^|_)(MOST|LEAST|LONGEST|SHORTEST|LARGEST|FEWEST|EARLIEST|LATEST|SLOWEST|FASTEST)(_|$)");

    /** Each module that can be started has its entry point {@code Main}. */
    private static final String ENTRY_POINT = "Main";

    @ParameterizedTest
    @ValueSource(strings = {"functions", "infra"})
    void a_simple_name_names_one_type_in_functions_and_one_in_infra(String part) {
        Map<String, List<Path>> files = SOURCES.types().stream()
                .filter(type -> type.file().startsWith(part) && !type.name().equals(ENTRY_POINT))
                .collect(Collectors.groupingBy(
                        TopLevelType::name, Collectors.mapping(TopLevelType::file, Collectors.toList())));

        assertThat(files).isNotEmpty();
        files.values().removeIf(found -> found.size() == 1);
        assertThat(files)
                .as("a name that means two things has to be looked up each time")
                .isEmpty();
    }

    @Test
    void a_limit_is_named_MAX_or_MIN_and_the_quantity() {
        assertThat(SOURCES.constants()).isNotEmpty();
        assertThat(SOURCES.constants().stream()
                        .filter(constant -> LIMIT.matcher(constant.name()).find()))
                .as("MAX_TRIES says what MOST leaves open: a limit of what")
                .isEmpty();
    }

    @Test
    void a_method_of_main_code_has_at_most_40_lines_from_its_name_to_its_last_brace() {
        List<Method> methods =
                SOURCES.methods().stream().filter(Method::isInMainCode).toList();

        assertThat(methods).isNotEmpty();
        assertThat(methods.stream()
                        .filter(method -> method.lines() > MAX_METHOD_LINES)
                        .filter(method ->
                                !TABLES.contains(method.file().getFileName().toString()))
                        .filter(method -> !method.name().equals(SIMULATION)))
                .as("a longer method does not fit on a screen")
                .isEmpty();
    }

    @Test
    void a_record_has_at_most_12_components() {
        assertThat(SOURCES.records()).extracting(RecordType::name).contains("Campaign", "StoresUnderTest", "Rudeness");
        assertThat(SOURCES.records().stream().filter(type -> type.components() > MAX_COMPONENTS))
                .as(
                        "a larger record is made by counting arguments, and has parts that deserve a name and their own rules")
                .isEmpty();
    }

    @Test
    void no_module_uses_the_tests_of_another() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT, 3)) {
            List<Path> poms = files.filter(file -> file.endsWith("pom.xml")).toList();

            assertThat(poms).hasSizeGreaterThan(10);
            assertThat(poms)
                    .as("what tests share is in functions/testkit: a test-jar contains tests, and hides who needs what")
                    .noneMatch(pom -> text(pom).matches("(?s).*(test-jar|<classifier>tests</classifier>).*"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
