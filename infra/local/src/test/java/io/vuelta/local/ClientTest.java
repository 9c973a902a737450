package io.vuelta.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ClientTest {
    @TempDir
    Path directory;

    @Test
    void a_download_replaces_a_longer_file_of_an_earlier_run() throws IOException {
        Path file = Files.writeString(directory.resolve("contacts.csv"), "id,plan\n1,basic\n2,family\n");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] answer = "id,plan\n1,basic\n".getBytes(UTF_8);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        try {
            URI base = URI.create("http://localhost:" + server.getAddress().getPort());
            Path there = new Client(base, "key").download(base + "/contacts.csv", file);

            assertThat(there).hasBinaryContent(answer);
        } finally {
            server.stop(0);
        }
    }
}
