package io.vuelta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** {@code faults-found.md}: every fault is listed once, and every test in it exists. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FaultsFoundTest {
    private static final Path PROJECT = Path.of("../..");
    private static final List<String> MODULES = List.of(
            "functions/domain",
            "functions/testkit",
            "functions/adapters",
            "functions/handlers",
            "infra/cloud",
            "infra/providers",
            "infra/local",
            "infra/journeys");

    private static final String END_OF_METHOD = "\n    }\n";
    private static final Pattern TEST = Pattern.compile("@(Test|ParameterizedTest)\\b");

    /**
     * A row.
     *
     * @param tests each {@code Class#method}, the class without {@code io.vuelta.}
     */
    private record Fault(String id, String fault, String input, String wanted, List<String> tests) {
        static Fault of(String row) {
            List<String> cells =
                    Stream.of(row.strip().split("\\|", -1)).map(String::strip).toList();
            assertThat(cells).as(row).hasSize(7);
            return new Fault(
                    cells.get(1),
                    cells.get(2),
                    cells.get(3),
                    cells.get(4),
                    List.of(cells.get(5).split(", ", -1)));
        }
    }

    private static List<Fault> faults() throws IOException {
        try (InputStream table = FaultsFoundTest.class.getResourceAsStream("/faults-found.md")) {
            return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.matches("\\| [A-Z][0-9]+ .*"))
                    .map(Fault::of)
                    .toList();
        }
    }

    private static Set<String> all() {
        return Stream.of(numbered("F", 20), numbered("P", 22), numbered("A", 14), numbered("D", 7))
                .flatMap(ids -> ids)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> numbered(String letter, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(n -> letter.equals("F") ? "F%02d".formatted(n) : letter + n);
    }

    @Test
    void every_fault_is_listed_once_with_the_expected_behaviour() throws IOException {
        Set<String> wanted = all();
        List<Fault> faults = faults();

        assertThat(faults).extracting(Fault::id).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(faults)
                .allSatisfy(fault -> assertThat(List.of(fault.fault(), fault.input(), fault.wanted()))
                        .as(fault.id())
                        .noneMatch(String::isBlank));
    }

    @Test
    void every_test_that_is_named_exists() throws IOException {
        List<Fault> faults = faults();

        assertThat(faults)
                .isNotEmpty()
                .allSatisfy(fault ->
                        assertThat(fault.tests()).as(fault.id()).isNotEmpty().allSatisfy(FaultsFoundTest::exists));
    }

    private static void exists(String test) throws IOException {
        assertThat(test).matches("[a-z.]+\\.[A-Z][A-Za-z]+#[a-z0-9_]+");
        String[] parts = test.split("#", -1);
        String source = Files.readString(source(parts[0].replace('.', '/') + ".java"));
        assertThat(source).contains("void " + parts[1] + "(");
        String before = source.substring(0, source.indexOf("void " + parts[1] + "("));
        String annotations = before.substring(before.lastIndexOf(END_OF_METHOD) + 1);
        assertThat(TEST.matcher(annotations).find()).as("%s is a test", test).isTrue();
    }

    private static Path source(String file) {
        List<Path> found = MODULES.stream()
                .map(module -> PROJECT.resolve(module)
                        .resolve("src/test/java/io/vuelta")
                        .resolve(file))
                .filter(Files::exists)
                .toList();
        assertThat(found).as(file).hasSize(1);
        return found.getFirst();
    }
}
