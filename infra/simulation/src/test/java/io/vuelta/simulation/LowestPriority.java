package io.vuelta.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives the process of the tests the lowest priority, on Linux. The build runs the end-to-end tests at the same time, which
 * wait for other processes with time limits; the simulation's time is virtual, and needs only the processor time that is left.
 */
final class LowestPriority implements BeforeAllCallback {
    private static final Path THREADS = Path.of("/proc/self/task");

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        if (Files.isDirectory(THREADS)) {
            List<String> command = new ArrayList<>(List.of("renice", "-n", "19", "-p"));
            // The priority of Linux belongs to a thread, and a new thread has that of the thread that starts it.
            try (Stream<Path> threads = Files.list(THREADS)) {
                threads.map(thread -> thread.getFileName().toString()).forEach(command::add);
            }
            renice(command);
        }
    }

    /** A machine without the command, or a thread that has ended in the meantime, is no reason to fail. */
    private static void renice(List<String> command) throws InterruptedException {
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            System.err.println("The priority of the simulation's tests stays as it is: " + e.getMessage());
        }
    }
}
