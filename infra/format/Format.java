import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Formats the project's Java sources, or names those that are not formatted. It is run from its source on the
 * toolchain's JDK, whatever JDK Maven itself runs on: the formatter reads the language of the JDK that runs it.
 */
class Format {
    private static final JavaFormatterOptions.Style STYLE = JavaFormatterOptions.Style.PALANTIR;

    /** It leaves long strings as they are. */
    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(STYLE).build());

    /**
     * Arguments: {@code check} or {@code write}, then the folders to walk. The exit status is 1 if a file was not
     * formatted and is only to be checked, or cannot be parsed.
     */
    public static void main(String[] args) throws IOException {
        boolean writes = args[0].equals("write");
        List<Path> sources = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            try (Stream<Path> files = Files.walk(Path.of(args[i]))) {
                files.filter(Format::isSource).forEach(sources::add);
            }
        }
        List<String> wrong = sources.parallelStream()
                .flatMap(file -> format(file, writes).stream())
                .sorted()
                .toList();
        if (!wrong.isEmpty()) {
            System.err.println("Not formatted; run mvn -q -pl infra/format -Dformat=write verify:\n  "
                    + String.join("\n  ", wrong));
            System.exit(1);
        }
    }

    private static boolean isSource(Path file) {
        return file.toString().endsWith(".java") && !file.toString().contains("target");
    }

    /** What is wrong with a file; nothing if it is formatted, or is now. */
    private static List<String> format(Path file, boolean writes) {
        try {
            String source = Files.readString(file);
            String imports = RemoveUnusedImports.removeUnusedImports(ImportOrderer.reorderImports(source, STYLE));
            String formatted = FORMATTER.formatSource(imports);
            if (formatted.equals(source)) {
                return List.of();
            }
            if (writes) {
                Files.writeString(file, formatted);
                return List.of();
            }
            return List.of(file.toString());
        } catch (IOException | FormatterException e) {
            return List.of(file + " cannot be formatted: " + e.getMessage());
        }
    }
}
