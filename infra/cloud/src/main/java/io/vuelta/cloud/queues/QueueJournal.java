package io.vuelta.cloud.queues;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages that were sent to the queues and not deleted: a line for each message sent, and one for each deleted, in
 * the order of the calls. When a method returns, the operating system has its line: it survives any end of this
 * process, but not a crash of the machine. An incomplete last line is dropped, because no caller got an answer for it.
 */
final class QueueJournal implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Maximum number of remembered ids of deleted messages; far more than the calls in progress. */
    private static final int REMEMBERED = 100_000;
    /** Minimum number of lines at which the file is rewritten if most lines are obsolete. */
    private static final int LONG = 100_000;

    private final Path file;
    private final Map<String, Sent> waiting = new LinkedHashMap<>();
    private final Set<String> deleted = new LinkedHashSet<>();
    private OutputStream out;
    private long lines;

    /**
     * A message as it was sent.
     *
     * @param visibleAt the end of its delay
     * @param content the sender's values, with the names of SQS: body, attributes, group, deduplication id
     */
    record Sent(String queue, String id, Instant at, Instant visibleAt, ObjectNode content) {}

    private QueueJournal(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            read();
        }
        this.out = append(file);
    }

    /** Reads the file and appends to it from now on. */
    static QueueJournal open(Path file) {
        try {
            return new QueueJournal(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The queues' journal " + file + " cannot be used", e);
        }
    }

    /** Not a channel: an interrupt of one writing thread would close it for all threads. */
    private static OutputStream append(Path file) throws IOException {
        return new FileOutputStream(file.toFile(), true);
    }

    private void read() throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            @Nullable String line = reader.readLine();
            while (line != null) {
                @Nullable String following = reader.readLine();
                try {
                    replay(JSON.readTree(line));
                } catch (JsonProcessingException | IllegalArgumentException e) {
                    if (following != null) {
                        throw new IOException("A line is not a change of a queue: " + line, e);
                    }
                }
                line = following;
            }
        }
    }

    private void replay(@Nullable JsonNode line) {
        if (line != null && line.hasNonNull("gone")) {
            waiting.remove(line.path("gone").asText());
        } else if (line != null && line.path("content") instanceof ObjectNode content) {
            var sent = new Sent(
                    line.path("queue").asText(),
                    line.path("sent").asText(),
                    Instant.ofEpochMilli(line.path("at").asLong()),
                    Instant.ofEpochMilli(line.path("visible").asLong()),
                    content);
            waiting.put(sent.id(), sent);
        } else {
            throw new IllegalArgumentException("Neither sent nor gone");
        }
    }

    /** The messages that are not deleted, in the order of sending. */
    synchronized List<Sent> waiting() {
        return List.copyOf(waiting.values());
    }

    /**
     * Adds accepted messages. Messages that are known already are not written again, and deleted messages are not
     * written at all: a sender may get its answer after the receiver has deleted the message, and if a sender repeats
     * itself to a FIFO queue, the answer names its first message.
     */
    synchronized void sent(Collection<Sent> messages) {
        var text = new StringBuilder();
        for (Sent message : messages) {
            if (!deleted.contains(message.id()) && waiting.putIfAbsent(message.id(), message) == null) {
                text.append(format(message));
            }
        }
        write(text);
    }

    /** Records that these messages are deleted. */
    synchronized void recordDeleted(Collection<String> ids) {
        var text = new StringBuilder();
        for (String id : ids) {
            remember(id);
            if (waiting.remove(id) != null) {
                text.append(JSON.createObjectNode().put("gone", id)).append('\n');
                lines++;
            }
        }
        write(text);
        if (lines > LONG && lines > 4L * waiting.size()) {
            replace(waiting());
        }
    }

    private void remember(String id) {
        deleted.add(id);
        if (deleted.size() > REMEMBERED) {
            Iterator<String> oldest = deleted.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Records that all messages of a queue are deleted. */
    synchronized void purged(String queue) {
        recordDeleted(waiting.values().stream()
                .filter(message -> message.queue().equals(queue))
                .map(Sent::id)
                .toList());
    }

    /** Replaces the whole content by these messages; after a crash the file has the old or the new content. */
    synchronized void replace(List<Sent> messages) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            try (OutputStream all = new FileOutputStream(fresh.toFile())) {
                for (Sent message : messages) {
                    all.write(format(message).getBytes(StandardCharsets.UTF_8));
                }
            }
            out.close();
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            out = append(file);
            waiting.clear();
            messages.forEach(message -> waiting.put(message.id(), message));
            lines = messages.size();
        } catch (IOException e) {
            throw new UncheckedIOException("The queues' journal " + file + " cannot be rewritten", e);
        }
    }

    private static String format(Sent message) {
        ObjectNode line = JSON.createObjectNode()
                .put("sent", message.id())
                .put("queue", message.queue())
                .put("at", message.at().toEpochMilli())
                .put("visible", message.visibleAt().toEpochMilli());
        line.set("content", message.content());
        return line.toString() + '\n';
    }

    private void write(StringBuilder text) {
        if (text.isEmpty()) {
            return;
        }
        try {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The queues' journal " + file + " cannot be written", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The queues' journal " + file + " cannot be closed", e);
        }
    }
}
