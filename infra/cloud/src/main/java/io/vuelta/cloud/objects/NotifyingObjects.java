package io.vuelta.cloud.objects;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The record of the objects whose notification was sent, one on each line. A line is appended after the notification,
 * so each notification is sent at least once.
 */
final class NotifyingObjects {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable Path file;
    private final Set<String> lines = new HashSet<>();

    private NotifyingObjects(@Nullable Path file) {
        this.file = file;
    }

    /** Opens the record; without a file, the record is lost at the end of this process, like the objects. */
    static NotifyingObjects open(@Nullable Path file) {
        var opened = new NotifyingObjects(file);
        if (file != null && Files.exists(file)) {
            try {
                opened.lines.addAll(Files.readAllLines(file));
            } catch (IOException e) {
                throw new UncheckedIOException("The record of notified objects " + file + " cannot be read", e);
            }
        }
        return opened;
    }

    private static String line(StoredObject object) {
        try {
            return JSON.writeValueAsString(List.of(
                    object.bucket(),
                    object.key(),
                    object.eTag(),
                    object.modified().toEpochMilli()));
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory", e);
        }
    }

    synchronized boolean contains(StoredObject object) {
        return lines.contains(line(object));
    }

    synchronized void add(StoredObject object) {
        if (file == null) {
            return;
        }
        String line = line(object);
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("The record of notified objects " + file + " cannot be written", e);
        }
    }

    /** Removes all other objects from the record. Called at a start, so that the record does not grow without limit. */
    synchronized void keepOnly(Collection<StoredObject> objects) {
        lines.clear();
        if (file == null) {
            return;
        }
        var kept = new StringBuilder();
        objects.forEach(object -> kept.append(line(object)).append('\n'));
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, kept.toString().getBytes(StandardCharsets.UTF_8));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The record of notified objects " + file + " cannot be written", e);
        }
    }
}
