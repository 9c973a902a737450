package io.vuelta.handlers.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Loads all classes of a module. Without it, a function's first event spends much of its time on reading and verifying them.
 */
final class PrimedClasses {
    private static final String SUFFIX = ".class";

    private PrimedClasses() {}

    /**
     * Loads the classes of the jar, or directory, that this class was loaded from. A class that cannot be loaded is left out.
     *
     * @return the number of loaded classes
     * @throws UncheckedIOException if the jar or the directory cannot be read
     */
    static int load(Class<?> sibling) {
        try {
            Path place =
                    Path.of(Objects.requireNonNull(sibling.getProtectionDomain().getCodeSource())
                            .getLocation()
                            .toURI());
            ClassLoader loader = Objects.requireNonNull(sibling.getClassLoader());
            if (Files.isDirectory(place)) {
                return load(place, loader);
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return load(jar.getPath("/"), loader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int load(Path root, ClassLoader loader) throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.walk(root)) {
            names = files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(SUFFIX) && !file.endsWith("-info" + SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length())
                            .replace(root.getFileSystem().getSeparator(), "."))
                    .toList();
        }
        int loaded = 0;
        for (String name : names) {
            try {
                Class.forName(name, true, loader);
                loaded++;
            } catch (ClassNotFoundException | LinkageError _) {
                // The first event that needs this class fails, with the reason.
            }
        }
        return loaded;
    }
}
