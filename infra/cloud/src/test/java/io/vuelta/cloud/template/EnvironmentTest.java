package io.vuelta.cloud.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function's environment has exactly the variables that its code reads. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EnvironmentTest {
    private static final Path SOURCES = Path.of("../../functions/handlers/src/main/java");
    private static final Pattern READ = Pattern.compile(
            "(?:[sS]ettings|of\\(environment\\))\\s*\\.(?:text|textOrEmpty|seconds|number)\\(\\s*\"([A-Z_]+)\"");
    private static final Pattern TYPE = Pattern.compile("\\b([A-Z][A-Za-z0-9]*)\\b");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (io\\.vuelta\\.handlers\\.[\\w.]+);");

    @Test
    void every_function_gets_exactly_the_variables_that_it_reads() throws IOException {
        assertThat(found(DeployedTemplate.FILE)).isEmpty();
    }

    @Test
    void a_missing_variable_and_an_unused_variable_are_reported(@TempDir Path directory) throws IOException {
        String text = Files.readString(DeployedTemplate.FILE);

        String line = "          ASK_AFTER_SECONDS: !Ref AskAfterSeconds\n";

        assertThat(found(written(directory, text.replace(line, ""))))
                .containsExactly("PaceFunction reads ASK_AFTER_SECONDS, and the template does not give it");
        assertThat(found(written(directory, text.replace(line, line + "          ASK_BEFORE_SECONDS: 1\n"))))
                .containsExactly("PaceFunction is given ASK_BEFORE_SECONDS and does not read it");
    }

    private static Path written(Path directory, String text) throws IOException {
        return Files.writeString(directory.resolve("template.yaml"), text);
    }

    private static List<String> found(Path template) throws IOException {
        List<String> found = new ArrayList<>();
        DeployedTemplate deployed = new DeployedTemplate(template, Map.of());
        for (Map.Entry<String, Section> function :
                deployed.ofType("AWS::Serverless::Function").entrySet()) {
            String handler = function.getValue().requiredText("Handler").replaceFirst("::.*", "");
            Set<String> read = read(handler);
            // Variables of the globals are left out: not every function uses each of them.
            Set<String> given = variables(deployed.resource(function.getKey()).section("Properties"));
            without(read, variables(function.getValue()))
                    .forEach(name ->
                            found.add(function.getKey() + " reads " + name + ", and the template does not give it"));
            without(given, read)
                    .forEach(name -> found.add(function.getKey() + " is given " + name + " and does not read it"));
        }
        return found;
    }

    private static Set<String> variables(Section function) {
        return function.section("Environment").section("Variables").entries().keySet();
    }

    private static Set<String> without(Set<String> names, Set<String> others) {
        Set<String> left = new TreeSet<>(names);
        left.removeAll(others);
        return left;
    }

    /**
     * The variables that are read by the handler and by all classes of the handlers' module that it names directly or
     * indirectly.
     */
    private static Set<String> read(String handler) throws IOException {
        Set<String> names = new TreeSet<>();
        Set<Path> seen = new LinkedHashSet<>();
        Deque<Path> todo = new ArrayDeque<>(List.of(file(handler)));
        while (!todo.isEmpty()) {
            Path source = todo.pop();
            if (Files.exists(source) && seen.add(source)) {
                String text = Files.readString(source);
                READ.matcher(text).results().forEach(name -> names.add(name.group(1)));
                Stream.concat(
                                IMPORT.matcher(text).results().map(name -> file(name.group(1))),
                                TYPE.matcher(text)
                                        .results()
                                        .map(name -> source.resolveSibling(name.group(1) + ".java")))
                        .forEach(todo::push);
            }
        }
        return names;
    }

    private static Path file(String type) {
        return SOURCES.resolve(type.replace('.', '/') + ".java");
    }
}
