package io.vuelta.cloud;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A directory for state that survives a restart, used by one runtime at a time; or none. */
final class DataDirectory implements AutoCloseable {
    private final @Nullable Path path;
    private final @Nullable FileChannel lock;
    private final PrintStream log;

    private DataDirectory(@Nullable Path path, @Nullable FileChannel lock, PrintStream log) {
        this.path = path;
        this.lock = lock;
        this.log = log;
    }

    static DataDirectory open(@Nullable Path path, @Nullable Path logFile) {
        if (path == null) {
            return new DataDirectory(null, null, logFile == null ? System.err : appending(logFile));
        }
        try {
            Files.createDirectories(path);
            FileChannel lock =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(lock)) {
                lock.close();
                throw new IllegalStateException("The data directory " + path + " is in use by another local runtime");
            }
            return new DataDirectory(path, lock, appending(logFile == null ? path.resolve("functions.log") : logFile));
        } catch (IOException e) {
            throw new UncheckedIOException("The data directory " + path + " cannot be used", e);
        }
    }

    private static PrintStream appending(Path file) {
        try {
            var log = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new PrintStream(log, true, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The log " + file + " cannot be written", e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    @Nullable
    Path path() {
        return path;
    }

    /** The log of the functions. */
    PrintStream log() {
        return log;
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            log.close();
            lock.close();
        }
    }
}
