package vuelta.local.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has happened, one JSON object a line, so that a killed simulator can go on. A line is with the operating system
 * when {@link #append} returns: it survives the death of the process, not that of the machine (no fsync).
 */
public final class Journal implements AutoCloseable {
    private final @Nullable FileChannel file;
    private boolean closed;

    private Journal(@Nullable FileChannel file) {
        this.file = file;
    }

    /**
     * A journal that goes on where the file ends.
     *
     * @param path null for a journal that forgets
     */
    public static Journal open(@Nullable Path path) {
        if (path == null) {
            return new Journal(null);
        }
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            // A last line without its end was torn by a kill; nobody has been told of it, so it never was.
            byte[] content = Files.readAllBytes(path);
            file.truncate(lengthOfWholeLines(content));
            file.position(file.size());
            return new Journal(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot open the simulator's journal " + path, failure);
        }
    }

    private static int lengthOfWholeLines(byte[] content) {
        int length = content.length;
        while (length > 0 && content[length - 1] != '\n') {
            length--;
        }
        return length;
    }

    /** The lines of a journal that {@link #open} has freed of its torn end, oldest first. */
    public static List<JsonNode> read(@Nullable Path path) {
        List<JsonNode> lines = new ArrayList<>();
        if (path == null) {
            return lines;
        }
        try {
            for (String line : Files.readAllLines(path)) {
                lines.add(parse(line, path, lines.size() + 1));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the simulator's journal " + path, failure);
        }
        return lines;
    }

    private static JsonNode parse(String line, Path path, int number) {
        try {
            return Json.parse(line);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException(
                    "line " + number + " of " + path + " is not JSON; repair it or delete the file to start afresh",
                    damaged);
        }
    }

    /** After {@link #close} nothing is written any more: a closed simulator is a dead one. */
    public synchronized void append(ObjectNode line) {
        if (file == null || closed) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write the simulator's journal", failure);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot close the simulator's journal", failure);
        }
    }
}
