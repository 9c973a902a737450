package io.vuelta.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A file of JSON objects, one on each line. While it is open, lines are only appended. {@link #append} returns when the
 * operating system has the line: it survives the death of the process, not that of the machine (no fsync).
 */
public final class Journal implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final OutputStream file;
    private boolean closed;

    private Journal(OutputStream file) {
        this.file = file;
    }

    /**
     * Opens a journal that appends to the file.
     *
     * @param path the file; null for a journal that stores nothing
     */
    public static Journal open(@Nullable Path path) {
        if (path == null) {
            return new Journal(OutputStream.nullOutputStream());
        }
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            // Not a stream of a channel: an interrupt of the writing thread would close the channel.
            FileOutputStream file = new FileOutputStream(path.toFile(), true);
            // A kill left an incomplete last line. No caller got an answer for it, so it is removed.
            file.getChannel().truncate(lengthOfWholeLines(Files.readAllBytes(path)));
            return new Journal(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the journal " + path, e);
        }
    }

    private static int lengthOfWholeLines(byte[] content) {
        int length = content.length;
        while (length > 0 && content[length - 1] != '\n') {
            length--;
        }
        return length;
    }

    /** The lines of a journal, oldest first. {@link #open} must have removed an incomplete last line before. */
    public static List<JsonNode> read(@Nullable Path path) {
        List<JsonNode> lines = new ArrayList<>();
        if (path == null) {
            return lines;
        }
        try {
            for (String line : Files.readAllLines(path)) {
                lines.add(parse(line, path, lines.size() + 1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the journal " + path, e);
        }
        return lines;
    }

    private static JsonNode parse(String line, Path path, int number) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "line " + number + " of " + path
                            + " is not JSON; repair the line, or delete the file to start without data",
                    e);
        }
    }

    /** Replaces the whole content of a journal by these lines in one step. The journal must not be open. */
    public static void rewrite(Path path, Collection<? extends JsonNode> lines) {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        try {
            Files.writeString(next, lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the journal " + path, e);
        }
    }

    /** Appends a line; after {@link #close} it has no effect. */
    public synchronized void append(ObjectNode line) {
        if (closed) {
            return;
        }
        try {
            file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a journal", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a journal", e);
        }
    }
}
