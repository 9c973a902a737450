package io.vuelta;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LineNumberInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The number of source lines of a method, from its first statement to its last, by its bytecode. */
final class MethodLines {
    /** Classes whose method is a table with the text of each code. */
    private static final Set<String> TABLES =
            Set.of("io.vuelta.domain.timeline.English", "io.vuelta.domain.timeline.Spanish");

    private MethodLines() {}

    /** The methods with more lines. Initialisers are excluded, because the fields may be anywhere in the class. */
    static List<String> longer(JavaClasses all, int most) {
        List<String> longer = new ArrayList<>();
        for (JavaClass type : all) {
            if (!TABLES.contains(type.getName())) {
                methods(type)
                        .filter(method -> lines(method) > most)
                        .forEach(method -> longer.add(
                                type.getName() + "." + method.methodName() + " has " + lines(method) + " lines"));
            }
        }
        return longer;
    }

    /** The number of lines of the source file of a type of this module. */
    static int ofFile(JavaClass type) {
        Path file = Path.of("src/main/java", type.getName().replace('.', '/') + ".java");
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<MethodModel> methods(JavaClass type) {
        String file = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = MethodLines.class.getResourceAsStream(file)) {
            return bytes == null ? Stream.empty() : ClassFile.of().parse(bytes.readAllBytes()).methods().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    private static long lines(MethodModel method) {
        Stream<LineNumberInfo> numbers = method.code().stream()
                .flatMap(code -> code.findAttributes(Attributes.lineNumberTable()).stream())
                .flatMap(table -> table.lineNumbers().stream());
        if (method.methodName().stringValue().startsWith("<")) {
            return method.methodName().equalsString("<clinit>")
                    ? 0
                    : numbers.map(LineNumberInfo::lineNumber).distinct().count();
        }
        IntSummaryStatistics lines =
                numbers.mapToInt(LineNumberInfo::lineNumber).summaryStatistics();
        return lines.getCount() == 0 ? 0 : lines.getMax() - lines.getMin() + 1L;
    }
}
