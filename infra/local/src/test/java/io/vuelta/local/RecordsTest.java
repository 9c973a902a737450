package io.vuelta.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * The records of the whole repository: deployed code, infra, testkit and tests. It reads the sources, because a build of
 * this module has not compiled all other modules.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordsTest {
    private static final Path ROOT = Path.of("../..");
    private static final int MAX_COMPONENTS = 12;

    @Test
    void records_are_made_of_few_parts() throws IOException {
        Map<String, Long> components = components();

        assertThat(components).containsKeys("Rudeness", "StoresUnderTest", "Campaign");
        components.values().removeIf(count -> count <= MAX_COMPONENTS);
        assertThat(components)
                .as("a record of more than %d components is made by counting arguments", MAX_COMPONENTS)
                .isEmpty();
    }

    /** The largest number of components of the records with each simple name. */
    private static Map<String, Long> components() throws IOException {
        Map<String, Long> components = new TreeMap<>();
        try (StandardJavaFileManager files = ToolProvider.getSystemJavaCompiler()
                .getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                    .getTask(
                            null,
                            files,
                            null,
                            List.of("-proc:none"),
                            null,
                            files.getJavaFileObjectsFromPaths(sources()));
            for (CompilationUnitTree file : task.parse()) {
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitClass(ClassTree type, Void nothing) {
                        if (type.getKind() == Tree.Kind.RECORD) {
                            components.merge(type.getSimpleName().toString(), count(type), Math::max);
                        }
                        return super.visitClass(type, null);
                    }
                }.scan(file, null);
            }
        }
        return components;
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String folder : List.of("functions", "infra")) {
            try (Stream<Path> modules = Files.list(ROOT.resolve(folder))) {
                for (Path source : modules.map(module -> module.resolve("src"))
                        .filter(Files::isDirectory)
                        .toList()) {
                    try (Stream<Path> files = Files.walk(source)) {
                        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }

    /** A record has no instance fields except its components. */
    private static long count(ClassTree record) {
        return record.getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .filter(field ->
                        !((VariableTree) field).getModifiers().getFlags().contains(Modifier.STATIC))
                .count();
    }
}
