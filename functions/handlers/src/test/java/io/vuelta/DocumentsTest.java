package io.vuelta;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.line.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Everything that the documents refer to exists: links and their headings, files, classes and their members. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DocumentsTest {
    private static final Path PROJECT = Path.of("../..");
    private static final List<String> FOLDERS = List.of("infra/docs", "functions/decisions", ".github");
    private static final List<String> FILES =
            List.of("README.md", "functions/handlers/src/test/resources/faults-found.md");
    private static final List<String> SOURCES = List.of("functions", "infra");

    /** Folders whose {@code README.md} lists their documents. */
    private static final List<String> LISTED = List.of("infra/docs", "infra/docs/runbooks", "functions/decisions");

    private static final List<String> LISTS_OF_PROVIDERS = List.of(
            "README.md",
            ".github/ISSUE_TEMPLATE/bug.md",
            "infra/docs/local.md",
            "infra/docs/operations.md",
            "infra/docs/runbooks/rotation.md");

    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern LINK = Pattern.compile("\\[[^]\n]*]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    /** The form of class names: {@code PaceLine}, {@code Book}; a name with capitals only is a code. */
    private static final String NAME = "[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*";

    private static final Pattern CLASS = Pattern.compile("(" + NAME + ")(?:\\.(\\w+))?(?:\\(.*\\))?");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|interface|enum) (" + NAME + ")");
    private static final Pattern FILE =
            Pattern.compile("(?:\\.\\w+|[\\w.-]+)(?:/[\\w.-]+)*\\.(?:md|yaml|yml|csv|json|xml|txt|properties)");
    private static final Pattern FOLDER =
            Pattern.compile("(?:functions|infra|events|\\.ci|\\.github|\\.mvn)/[\\w./-]*");

    /** Names of AWS and Twilio, and of files that a command writes. */
    private static final Set<String> OF_OTHERS = Set.of(
            "ApproximateNumberOfMessagesVisible",
            "ApproximateAgeOfOldestMessage",
            "IteratorAge",
            "Errors",
            "Throttles",
            "ThrottledRequests",
            "FallbackUrl",
            "Record",
            "RequestValidator",
            "SipResponseCode",
            "FILE.report.csv",
            "NAME.json");

    private record Document(Path file, String text) {
        static Document of(Path file) {
            try {
                return new Document(file, Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String prose() {
            return FENCE.matcher(text).replaceAll("");
        }

        String name() {
            return PROJECT.relativize(file).toString();
        }

        Stream<String> code() {
            return CODE.matcher(prose()).results().map(found -> found.group(1));
        }

        Set<String> anchors() {
            return HEADING.matcher(prose())
                    .results()
                    .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                    .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                    .collect(Collectors.toSet());
        }
    }

    private static List<Document> documents() throws IOException {
        List<Document> documents = new ArrayList<>();
        FILES.forEach(file -> documents.add(Document.of(PROJECT.resolve(file))));
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .map(Document::of)
                        .forEach(documents::add);
            }
        }
        return documents;
    }

    /** The sources in which a type of this name is declared. */
    private static Map<String, List<String>> types() throws IOException {
        Map<String, List<String>> types = new HashMap<>();
        for (String folder : SOURCES) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .map(Document::of)
                        .forEach(source -> TYPE.matcher(source.text())
                                .results()
                                .forEach(type -> types.computeIfAbsent(type.group(1), _ -> new ArrayList<>())
                                        .add(source.text())));
            }
        }
        return types;
    }

    @Test
    void every_link_leads_somewhere() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Document document : documents()) {
            LINK.matcher(document.prose())
                    .results()
                    .map(found -> found.group(1))
                    .filter(target -> !target.matches("https?:.*"))
                    .filter(target -> !leads(document, target))
                    .forEach(target -> broken.add(document.name() + ": " + target));
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leads(Document from, String target) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty()
                ? from.file()
                : from.file().resolveSibling(parts[0]).normalize();
        return Files.exists(file)
                && (parts.length == 1 || Document.of(file).anchors().contains(parts[1]));
    }

    @Test
    void every_file_and_folder_that_is_named_exists() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Document document : documents()) {
            document.code()
                    .filter(code ->
                            FILE.matcher(code).matches() || FOLDER.matcher(code).matches())
                    .filter(code -> !OF_OTHERS.contains(code.replaceFirst(".*/", "")))
                    .filter(code -> !isThere(document, code))
                    .forEach(code -> missing.add(document.name() + ": " + code));
        }
        assertThat(missing).isEmpty();
    }

    /**
     * Whether the file exists: by its path from the project's root, from the document's folder, or by its name only.
     */
    private static boolean isThere(Document document, String path) {
        return Files.exists(PROJECT.resolve(path))
                || Files.exists(document.file().resolveSibling(path))
                || (!path.contains("/") && isSomewhere(path));
    }

    private static boolean isSomewhere(String name) {
        for (String folder : SOURCES) {
            try (Stream<Path> files = Files.find(PROJECT.resolve(folder), 20, (file, _) -> file.endsWith(name))) {
                if (files.findAny().isPresent()) {
                    return true;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return false;
    }

    @Test
    void every_class_and_member_that_is_named_exists() throws IOException {
        Map<String, List<String>> types = types();
        String template = Files.readString(PROJECT.resolve("template.yaml"));
        Set<String> missing = new TreeSet<>();
        for (Document document : documents()) {
            document.code()
                    .map(CLASS::matcher)
                    .filter(name -> name.matches())
                    .map(name -> name.toMatchResult())
                    .filter(name -> !OF_OTHERS.contains(name.group(1)))
                    .filter(name -> !exists(name, types, template))
                    .forEach(name -> missing.add(document.name() + ": " + name.group()));
        }
        assertThat(missing).isEmpty();
    }

    private static boolean exists(MatchResult name, Map<String, List<String>> types, String template) {
        String member = name.group(2);
        if (member == null && isWord(name.group(1), template)) {
            return true;
        }
        return types.getOrDefault(name.group(1), List.of()).stream()
                .anyMatch(source -> member == null || isWord(member, source));
    }

    private static boolean isWord(String word, String text) {
        return Pattern.compile("\\b" + word + "\\b").matcher(text).find();
    }

    @Test
    void every_provider_is_named_in_the_documents_that_list_them() throws IOException {
        for (String file : LISTS_OF_PROVIDERS) {
            assertThat(Files.readString(PROJECT.resolve(file)).toLowerCase(Locale.ROOT))
                    .as(file)
                    .contains(
                            Arrays.stream(Provider.values()).map(Provider::wire).toList());
        }
    }

    @Test
    void every_document_is_listed_in_the_readme_of_its_folder() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (String name : LISTED) {
            Path folder = PROJECT.resolve(name);
            String list = Files.readString(folder.resolve("README.md"));
            try (Stream<Path> files = Files.list(folder)) {
                files.map(DocumentsTest::listedAs)
                        .flatMap(Optional::stream)
                        .filter(document -> !list.contains("(" + document + ")"))
                        .forEach(document -> missing.add(name + ": " + document));
            }
        }
        assertThat(missing).isEmpty();
    }

    /** The link to a document, or to the list of a subfolder's documents; empty for a file of another kind. */
    private static Optional<String> listedAs(Path file) {
        String name = file.getFileName().toString();
        if (Files.exists(file.resolve("README.md"))) {
            return Optional.of(name + "/README.md");
        }
        return Optional.of(name).filter(document -> document.endsWith(".md") && !document.equals("README.md"));
    }
}
