package io.vuelta.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.testkit.Await;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Another emulator of AWS than the local runtime's own servers.
 *
 * @param endpoint the address of all of its services
 * @param streams whether its tables' streams have all changes. Moto's do not: after a refused transaction, its streams
 *     deliver no more records
 */
record Emulator(URI endpoint, boolean streams, Runnable running) implements AutoCloseable {
    /** The last version that runs without a token. */
    private static final DockerImageName LOCALSTACK = DockerImageName.parse("localstack/localstack:4.14.0");

    private static final String MOTO = "moto_server";

    /** The value of {@code -Demulator}: none, {@code localstack}, or the endpoint of a running emulator. */
    static Optional<Emulator> wanted() {
        String wanted = System.getProperty("vuelta.emulator", "");
        return switch (wanted) {
            case "" -> Optional.empty();
            case "localstack" -> Optional.of(localStack());
            default -> Optional.of(new Emulator(URI.create(wanted), true, () -> {}));
        };
    }

    /** The requested emulator, or any available one: LocalStack with a Docker engine, or moto's server. */
    static Optional<Emulator> any() throws IOException, InterruptedException {
        Optional<Emulator> wanted = wanted();
        if (wanted.isPresent()) {
            return wanted;
        }
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.of(localStack());
        }
        Optional<Path> moto = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, MOTO))
                .filter(Files::isExecutable)
                .findFirst();
        return moto.isEmpty() ? Optional.empty() : Optional.of(moto(moto.get()));
    }

    private static Emulator localStack() {
        LocalStackContainer container = new LocalStackContainer(LOCALSTACK).withServices("dynamodb", "sqs", "s3");
        container.start();
        return new Emulator(container.getEndpoint(), true, container::stop);
    }

    private static Emulator moto(Path command) throws IOException, InterruptedException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(command.toString(), "-H", "127.0.0.1", "-p", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "moto.log").toFile());
        builder.environment().put("MOTO_ACCOUNT_ID", "000000000000");
        Process process = builder.start();
        Await.until(Duration.ofSeconds(60), "moto answers", () -> {
            assertThat(process.isAlive()).as("see target/moto.log").isTrue();
            return isOpen(port);
        });
        OneWriterProxy proxy = new OneWriterProxy(URI.create("http://127.0.0.1:" + port));
        return new Emulator(proxy.endpoint(), false, () -> {
            proxy.close();
            end(process);
        });
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        running.run();
    }
}
