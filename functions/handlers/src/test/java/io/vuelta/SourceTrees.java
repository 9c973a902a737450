package io.vuelta;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The types, methods and constants that the Java sources of the project declare, read without their libraries. */
final class SourceTrees {
    private static final Path PROJECT = Path.of("../..");

    /** @param file relative to the project */
    record TopLevelType(Path file, String name) {}

    /**
     * A method or constructor with a body.
     *
     * @param file relative to the project
     * @param lines from the line with its name to the line with its last brace
     */
    record Method(Path file, String name, long lines) {
        /** Whether it is deployed or run. The testkit's methods are tests, or parts of tests. */
        boolean isInMainCode() {
            return file.toString().replace('\\', '/').contains("/src/main/") && !file.startsWith("functions/testkit");
        }
    }

    /** A static final field; a component or an enum's value is none. */
    record Constant(Path file, String name) {}

    /** @param components the number of components */
    record RecordType(Path file, String name, long components) {}

    private final List<TopLevelType> types = new ArrayList<>();
    private final List<Method> methods = new ArrayList<>();
    private final List<Constant> constants = new ArrayList<>();
    private final List<RecordType> records = new ArrayList<>();

    private SourceTrees() {}

    /** Reads the main code and the tests of all modules below {@code functions} and {@code infra}. */
    static SourceTrees read() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        SourceTrees trees = new SourceTrees();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            List<String> options = List.of("-proc:none");
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                trees.add(unit, positions);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return trees;
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String part : List.of("functions", "infra")) {
            try (Stream<Path> modules = Files.list(PROJECT.resolve(part))) {
                for (Path code : modules.map(module -> module.resolve("src")).toList()) {
                    if (Files.isDirectory(code)) {
                        try (Stream<Path> files = Files.walk(code)) {
                            files.filter(file -> file.toString().endsWith(".java"))
                                    .filter(file -> !file.endsWith("package-info.java"))
                                    .forEach(sources::add);
                        }
                    }
                }
            }
        }
        return sources;
    }

    List<TopLevelType> types() {
        return types;
    }

    List<Method> methods() {
        return methods;
    }

    List<Constant> constants() {
        return constants;
    }

    List<RecordType> records() {
        return records;
    }

    private void add(CompilationUnitTree unit, SourcePositions positions) {
        Path file = PROJECT.toAbsolutePath()
                .normalize()
                .relativize(Path.of(unit.getSourceFile().toUri()).normalize());
        for (Tree type : unit.getTypeDecls()) {
            if (type instanceof ClassTree top) {
                types.add(new TopLevelType(file, top.getSimpleName().toString()));
            }
        }
        new TreeScanner<@Nullable Void, String>() {
            @Override
            public @Nullable Void visitClass(ClassTree type, String outer) {
                if (type.getKind() == Tree.Kind.RECORD) {
                    records.add(new RecordType(file, type.getSimpleName().toString(), components(type)));
                }
                boolean isInterface = type.getKind() == Tree.Kind.INTERFACE;
                for (Tree member : type.getMembers()) {
                    if (member instanceof VariableTree field && (isInterface || isConstant(field))) {
                        constants.add(new Constant(file, field.getName().toString()));
                    }
                }
                return super.visitClass(type, type.getSimpleName().toString());
            }

            @Override
            public @Nullable Void visitMethod(MethodTree method, String type) {
                if (method.getBody() != null) {
                    methods.add(new Method(file, type + "." + method.getName(), lines(unit, positions, method)));
                }
                return super.visitMethod(method, type);
            }
        }.scan(unit, "");
    }

    /** A record has no instance fields except its components. */
    private static long components(ClassTree type) {
        return type.getMembers().stream()
                .filter(member -> member instanceof VariableTree field
                        && !field.getModifiers().getFlags().contains(Modifier.STATIC))
                .count();
    }

    private static boolean isConstant(VariableTree field) {
        // An enum's value is static and final, too, but its type is not written.
        return field.getModifiers().getFlags().containsAll(List.of(Modifier.STATIC, Modifier.FINAL))
                && !field.toString().startsWith("/*public static final*/");
    }

    private static long lines(CompilationUnitTree unit, SourcePositions positions, MethodTree method) {
        long begin = unit.getLineMap().getLineNumber(begin(unit, positions, method));
        long end = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method.getBody()) - 1);
        return end - begin + 1;
    }

    /** The position after the annotations: a compact constructor has no type, and its parameters are elsewhere. */
    private static long begin(CompilationUnitTree unit, SourcePositions positions, MethodTree method) {
        if (method.getReturnType() != null) {
            return positions.getStartPosition(unit, method.getReturnType());
        }
        long afterModifiers = positions.getEndPosition(unit, method.getModifiers());
        return afterModifiers >= 0 ? afterModifiers : positions.getStartPosition(unit, method);
    }
}
