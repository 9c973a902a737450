package io.vuelta.cloud.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sequence number up to which a mapping has finished the records of a stream, in a file if there is a directory.
 * After a crash it may be too low, never too high: records are then delivered again, as is possible on AWS.
 */
final class Position {
    private final @Nullable Path file;
    private final String stream;
    private final int shards;
    private long done;

    private Position(@Nullable Path file, String stream, int shards, long done) {
        this.file = file;
        this.stream = stream;
        this.shards = shards;
        this.done = done;
    }

    /**
     * Opens the stored position.
     *
     * @param stream DynamoDB Local's ARN of the stream; for another stream, reading begins at its oldest record
     * @throws IllegalStateException if the position was stored for another number of shards: the shards' ids, with
     *     which functions store their progress, would then mean other records
     */
    static Position open(@Nullable Path directory, StreamFunction function, String stream, int shards) {
        if (directory == null) {
            return new Position(null, stream, shards, 0);
        }
        Path file = directory.resolve(function.name() + "-" + function.trigger().name() + ".position");
        try {
            Files.createDirectories(directory);
            if (!Files.exists(file)) {
                return new Position(file, stream, shards, 0);
            }
            List<String> lines = Files.readAllLines(file);
            if (!lines.getFirst().equals(stream)) {
                return new Position(file, stream, shards, 0);
            }
            if (!lines.get(1).equals("" + shards)) {
                throw new IllegalStateException(
                        "The data directory was begun with " + lines.get(1) + " shards of a stream, not " + shards
                                + "; use that number, or delete the directory and start again");
            }
            return new Position(file, stream, shards, Long.parseLong(lines.get(2)));
        } catch (IOException e) {
            throw new UncheckedIOException("The position " + file + " cannot be read", e);
        }
    }

    long done() {
        return done;
    }

    void keep(long sequence) {
        if (sequence <= done) {
            return;
        }
        done = sequence;
        if (file == null) {
            return;
        }
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, List.of(stream, "" + shards, "" + sequence));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The position " + file + " cannot be kept", e);
        }
    }
}
