package io.vuelta.journeys;

import io.vuelta.cloud.LocalRuntime;
import io.vuelta.local.LocalVuelta;
import io.vuelta.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One local runtime for all test classes that use this extension, because a process has at most one. It is started
 * before the first class and closed after the last test of the process. The classes run at the same time, so each
 * creates campaigns of its own.
 */
final class SharedVuelta implements BeforeAllCallback {
    /** Days after which contacts are removed; no test lasts as long. */
    static final int CONTACT_RETENTION_DAYS = 30;

    private static final double SPEED = 120;

    private static volatile @Nullable LocalVuelta running;

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(SharedVuelta.class))
                .computeIfAbsent(SharedVuelta.class, _ -> started(), AutoCloseable.class);
    }

    private static AutoCloseable started() {
        // Deletes the data of an earlier build.
        try {
            Files.deleteIfExists(Path.of("target/aws-calls.tsv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Optional<Emulator> emulator = Emulator.wanted();
        LocalVuelta vuelta = LocalVuelta.start(Script.settings(Path.of("target/shared-functions.log"), SPEED)
                .withContactRetentionDays(CONTACT_RETENTION_DAYS)
                .withEmulator(emulator.map(Emulator::endpoint).orElse(null)));
        running = vuelta;
        return () -> {
            vuelta.close();
            emulator.ifPresent(Emulator::close);
        };
    }

    /**
     * Waits until the functions have read every change that was made before the call, while other tests continue to
     * write.
     */
    static void awaitStreams() throws InterruptedException {
        LocalRuntime runtime = vuelta().runtime();
        long end = runtime.endOfStreams();
        Await.until(Duration.ofMinutes(2), "the stream is read up to here", () -> runtime.isDoneWithChanges(end));
    }

    /** The running system. */
    static LocalVuelta vuelta() {
        LocalVuelta vuelta = running;
        if (vuelta == null) {
            throw new IllegalStateException("a class that uses it must be extended with SharedVuelta");
        }
        return vuelta;
    }
}
