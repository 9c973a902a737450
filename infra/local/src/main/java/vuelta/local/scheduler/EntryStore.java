package vuelta.local.scheduler;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries in memory and, if there is a file, in a journal of changes: one JSON object a line.
 *
 * <p>A change is in the file before it is in memory, so it survives the process (not the machine: nothing is forced to
 * disk). A line that cannot be read, such as one cut off by a kill, is passed over. Not safe for several threads.
 */
final class EntryStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EntryStore.class);

    /** The file is written anew when it holds this many lines more than twice the entries. */
    private static final int SPARE_LINES = 1000;

    /** One atomic change. */
    record Change(List<Entry> put, List<String> removed) {
        Change {
            put = List.copyOf(put);
            removed = List.copyOf(removed);
        }

        static Change put(Entry... entries) {
            return new Change(List.of(entries), List.of());
        }
    }

    private final NavigableMap<String, Entry> entries = new TreeMap<>();
    private final @Nullable Path file;
    private @Nullable OutputStream journal;
    private int lines;

    private EntryStore(@Nullable Path file) {
        this.file = file;
    }

    /** @param file read if it exists; null keeps everything in memory only */
    static EntryStore open(@Nullable Path file) {
        EntryStore store = new EntryStore(file);
        if (file != null) {
            store.read(file);
            store.rewrite(file);
        }
        return store;
    }

    NavigableMap<String, Entry> entries() {
        return Collections.unmodifiableNavigableMap(entries);
    }

    void apply(Change change) {
        if (journal != null) {
            append(journal, change);
        }
        applyInMemory(change);
        if (file != null && lines > SPARE_LINES + 2 * entries.size()) {
            rewrite(file);
        }
    }

    private void applyInMemory(Change change) {
        change.removed().forEach(entries::remove);
        change.put().forEach(entry -> entries.put(entry.key(), entry));
    }

    private void append(OutputStream out, Change change) {
        try {
            out.write(line(change));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the scheduler's store " + file, e);
        }
        lines++;
    }

    /** The line break comes first, so that a line cut off by a failed write does not spoil the next one. */
    private static byte[] line(Change change) throws JsonProcessingException {
        return ("\n" + WireFormat.JSON.writeValueAsString(change)).getBytes(UTF_8);
    }

    private void read(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        // Through a decoder that replaces what is no UTF-8: Files.lines would fail on it.
        try (Stream<String> all = new String(Files.readAllBytes(path), UTF_8).lines()) {
            all.filter(line -> !line.isBlank()).forEach(this::readLine);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the scheduler's store " + path, e);
        }
    }

    private void readLine(String line) {
        try {
            applyInMemory(WireFormat.JSON.readValue(line, Change.class));
        } catch (JsonProcessingException e) {
            LOG.warn("scheduler store={} passed over a line that cannot be read, length={}", file, line.length(), e);
        }
    }

    /** A new file with nothing but the entries takes the place of the journal. */
    private void rewrite(Path path) {
        try {
            Path next = path.resolveSibling(path.getFileName() + ".next");
            try (OutputStream out = Files.newOutputStream(next)) {
                for (Entry entry : entries.values()) {
                    out.write(line(Change.put(entry)));
                }
            }
            close();
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            // Not a channel's stream: an interrupt of the writing thread would close that.
            journal = new FileOutputStream(path.toFile(), true);
            lines = entries.size();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the scheduler's store " + path, e);
        }
    }

    @Override
    public void close() {
        if (journal != null) {
            try {
                journal.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close the scheduler's store " + file, e);
            }
        }
    }
}
