package io.vuelta.handlers.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.domain.text.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of the console in the form that browsers get.
 *
 * @param all the contents by their path below {@code console/}; {@link #INDEX} is one of them
 */
public record ConsoleFiles(SortedMap<String, byte[]> all) {
    static final String INDEX = "index.html";

    private static final int HASH_DIGITS = 12;

    /**
     * The only file of Lit that imports others by package name, which browsers do not support, and the imported names.
     */
    private static final String LIT_ELEMENT = "vendor/lit-element/lit-element.js";

    private static final Map<String, String> BARE_NAMES = Map.of(
            "\"@lit/reactive-element\"", "\"../reactive-element/reactive-element.js\"",
            "\"lit-html\"", "\"../lit-html/lit-html.js\"");

    public ConsoleFiles {
        if (!all.containsKey(INDEX)) {
            throw new IllegalArgumentException("the console has no " + INDEX);
        }
        all = Collections.unmodifiableSortedMap(new TreeMap<>(all));
    }

    /** The files on the class path, with the names in Lit replaced. */
    static ConsoleFiles read() {
        SortedMap<String, byte[]> files = packed();
        files.computeIfPresent(LIT_ELEMENT, (_, script) -> {
            String text = new String(script, UTF_8);
            for (Map.Entry<String, String> bare : BARE_NAMES.entrySet()) {
                text = text.replace(bare.getKey(), bare.getValue());
            }
            return text.getBytes(UTF_8);
        });
        return new ConsoleFiles(files);
    }

    /** Reads the files from the jar, or the directory, that contains this class. */
    private static SortedMap<String, byte[]> packed() {
        try {
            Path classes = Path.of(ConsoleFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(classes)) {
                return below(classes.resolve("console"));
            }
            try (FileSystem jar = FileSystems.newFileSystem(classes)) {
                return below(jar.getPath("console"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the files of the console cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the files of the console cannot be found", e);
        }
    }

    private static SortedMap<String, byte[]> below(Path folder) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
            }
        }
        return files;
    }

    /** A hash over all files. */
    String hash() {
        MessageDigest digest = Sha256.digest();
        all.forEach((name, bytes) -> {
            digest.update((name + "\n" + bytes.length + "\n").getBytes(UTF_8));
            digest.update(bytes);
        });
        return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
    }
}
