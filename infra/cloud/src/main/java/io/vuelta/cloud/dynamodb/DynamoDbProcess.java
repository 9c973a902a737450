package io.vuelta.cloud.dynamodb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB Local as a separate process. It ends with this process in every case: a shell between the two holds a pipe
 * to this process and kills DynamoDB Local when the pipe breaks.
 */
public final class DynamoDbProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final int LOG_TAIL_LINES = 20;

    /** Reads standard input, to which this process never writes: it ends when this process ends. */
    private static final String WATCHDOG = """
        exec 3<&0
        "$@" </dev/null 3<&- &
        child=$!
        { read _ <&3; kill -9 $child; } >/dev/null 2>&1 &
        watch=$!
        exec 3<&-
        wait $child
        status=$?
        kill $watch 2>/dev/null
        exit $status
        """;

    /** Without it, DynamoDB Local logs a stack trace for every failed condition. */
    private static final String LOGGING = """
        <Configuration status="ERROR">
          <Appenders>
            <Console name="out" target="SYSTEM_ERR"><PatternLayout pattern="%d %p %c{1} %m%n"/></Console>
          </Appenders>
          <Loggers>
            <Logger name="software.amazon.dynamodb" level="off"/>
            <Root level="warn"><AppenderRef ref="out"/></Root>
          </Loggers>
        </Configuration>
        """;

    private final Process process;
    private final int port;
    private final Path log;
    private final @Nullable Path temporary;

    private DynamoDbProcess(Process process, int port, Path log, @Nullable Path temporary) {
        this.process = process;
        this.port = port;
        this.log = log;
        this.temporary = temporary;
    }

    /**
     * Starts DynamoDB Local, and returns when it answers.
     *
     * @param classPathFile the file with its class path, written by the build
     * @param directory for its data, log and settings; null keeps the data in memory
     */
    public static DynamoDbProcess start(Path classPathFile, @Nullable Path directory) {
        try {
            @Nullable Path temporary = directory == null ? Files.createTempDirectory("local-dynamodb") : null;
            Path home = temporary == null
                    ? Files.createDirectories(java.util.Objects.requireNonNull(directory))
                    : temporary;
            int port = freePort();
            Path log = home.resolve("dynamodb.log");
            Process process = new ProcessBuilder(command(classPath(classPathFile), home, directory != null, port))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            var started = new DynamoDbProcess(process, port, log, temporary);
            started.awaitAnswer();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("DynamoDB Local cannot be started", e);
        }
    }

    private static String classPath(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IllegalStateException("The class path of DynamoDB Local is missing: " + file
                    + " is written by the build of infra/dynamodb");
        }
        return Files.readString(file).strip();
    }

    private static List<String> command(String classPath, Path home, boolean keepsData, int port) throws IOException {
        Path logging = home.resolve("dynamodb-log4j2.xml");
        Files.writeString(logging, LOGGING);
        var command = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/bin/sh"))) {
            command.addAll(List.of("/bin/sh", "-c", WATCHDOG, "dynamodb-local"));
        }
        command.addAll(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(asThisProcessCompiles());
        command.addAll(List.of(
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlog4j.configurationFile=" + logging,
                "-cp",
                classPath,
                "software.amazon.dynamodb.services.local.main.ServerRunner",
                "-sharedDb",
                "-disableTelemetry",
                "-port",
                Integer.toString(port)));
        if (keepsData) {
            Path data = Files.createDirectories(home.resolve("dynamodb"));
            command.addAll(List.of("-dbPath", data.toString()));
        } else {
            command.add("-inMemory");
        }
        return command;
    }

    /** If this process uses only the C1 compiler to save processor time, DynamoDB Local gets the same option. */
    private static List<String> asThisProcessCompiles() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:TieredStopAtLevel="))
                .toList();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer() {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        try (var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            var request = HttpRequest.newBuilder(endpoint())
                    .timeout(Duration.ofSeconds(5))
                    .build();
            while (!answers(client, request)) {
                boolean ended = process.waitFor(50, TimeUnit.MILLISECONDS);
                if (ended || System.nanoTime() > end) {
                    String tail = logTail();
                    close();
                    throw new IllegalStateException("DynamoDB Local "
                            + (ended ? "ended at once" : "did not answer within " + START_LIMIT.toSeconds() + " s")
                            + "; the end of its log:\n" + tail);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IllegalStateException("Interrupted while DynamoDB Local started", e);
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() > 0;
        } catch (IOException _) {
            return false;
        }
    }

    private String logTail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(its log " + log + " cannot be read: " + e.getMessage() + ")";
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The started process and its descendants. */
    public Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    @Override
    public void close() {
        try {
            // This breaks the pipe, and the shell kills its child. Without a shell, the process is DynamoDB Local
            // itself.
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
            if (temporary != null) {
                deleteTemporary(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("DynamoDB Local did not end cleanly", e);
        } catch (InterruptedException _) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void deleteTemporary(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
