package io.vuelta.cloud.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.cloud.template.FunctionModel.Route;
import io.vuelta.cloud.template.HttpApiModel;
import io.vuelta.server.LoopbackServer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of the HTTP gateway, tested with functions of one line each. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpFrontTest {
    private static final Route ALL = new Route("ANY", "/{proxy+}");
    private static final HttpApiModel UNLIMITED = new HttpApiModel(HttpApiModel.Limit.NONE, Map.of(), Optional.empty());
    private static final HttpApiModel.Limit TWO = new HttpApiModel.Limit(OptionalDouble.of(0.001), OptionalInt.of(2));
    private static final int MEGABYTE = 1 << 20;

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch released = new CountDownLatch(1);
    private final LoopbackServer http = LoopbackServer.bind(0);

    private void start(HttpApiModel api, HttpFront.Function function) {
        HttpFront.start(http, api, Map.of(ALL, function), Map.of(), Duration.ofMillis(300), InstantSource.system());
    }

    @AfterEach
    void close() {
        released.countDown();
        http.close();
        client.close();
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create(http.uri() + "/a"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"statusCode":201,"body":"made"} | 201 | text/plain;charset=UTF-8 | made
        {"statusCode":200,"headers":{"content-type":"text/csv"},"body":"YSxi","isBase64Encoded":true} | 200 | text/csv | a,b
        {"answer":42} | 200 | application/json | {"answer":42}
        "text" | 200 | application/json | text
        {"statusCode":204} | 204 | text/plain;charset=UTF-8 | ``
        {"statusCode":"x"} | 500 | application/json | {"message":"Internal Server Error"}
        no json | 500 | application/json | {"message":"Internal Server Error"}
        """)
    void an_answer_is_read_as_the_gateway_reads_it(String answer, int status, String type, String body)
            throws Exception {
        start(UNLIMITED, _ -> Optional.of(answer));

        var response = send(request());

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains(type);
        assertThat(response.body()).isEqualTo(body);
    }

    @Test
    void each_cookie_becomes_its_own_header() throws Exception {
        start(UNLIMITED, _ -> Optional.of("{\"statusCode\":200,\"cookies\":[\"a=1\",\"b=2; Secure\"]}"));

        assertThat(send(request()).headers().allValues("Set-Cookie")).containsExactly("a=1", "b=2; Secure");
    }

    @ParameterizedTest
    @CsvSource({"10485761,413", "10485760,413", "6300000,413", "4000000,200"})
    void a_body_above_the_limit_is_refused(int bytes, int status) throws Exception {
        start(UNLIMITED, _ -> Optional.of("{\"statusCode\":200}"));

        var response =
                send(request().header("Content-Type", "text/plain").POST(BodyPublishers.ofString("x".repeat(bytes))));

        assertThat(response.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"0,200", "1,500"})
    void an_answer_above_6_MB_is_an_error(int more, int status) throws Exception {
        String answer = "\"" + "x".repeat(6 * MEGABYTE - 2 + more) + "\"";
        start(UNLIMITED, _ -> Optional.of(answer));

        assertThat(send(request()).statusCode()).isEqualTo(status);
    }

    @Test
    void an_integration_that_takes_too_long_is_given_up() throws Exception {
        start(UNLIMITED, _ -> {
            try {
                released.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        });

        var response = send(request());

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
    }

    @Test
    void requests_above_the_burst_are_throttled() throws Exception {
        start(new HttpApiModel(TWO, Map.of(), Optional.empty()), _ -> Optional.of("{}"));

        assertThat(List.of(send(request()), send(request()), send(request())))
                .extracting(HttpResponse::statusCode)
                .containsExactly(200, 200, 429);
    }

    @Test
    void a_route_with_its_own_limit_does_not_share_the_limit_of_the_others() throws Exception {
        HttpFront.start(
                http,
                new HttpApiModel(TWO, Map.of("GET /b", HttpApiModel.Limit.NONE), Optional.empty()),
                Map.of(ALL, _ -> Optional.of("{}"), new Route("GET", "/b"), _ -> Optional.of("{}")),
                Map.of(),
                Duration.ofMillis(300),
                InstantSource.system());
        send(request());
        send(request());

        assertThat(send(request()).statusCode()).isEqualTo(429);
        assertThat(send(HttpRequest.newBuilder(URI.create(http.uri() + "/b"))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_preflight_is_answered_by_the_gateway() throws Exception {
        var cors = new HttpApiModel.Cors(
                List.of("https://a.test"), List.of("PUT"), List.of("x-key"), List.of(), false, OptionalInt.of(60));
        start(new HttpApiModel(HttpApiModel.Limit.NONE, Map.of(), Optional.of(cors)), _ -> Optional.empty());

        var response = send(request()
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://a.test")
                .header("Access-Control-Request-Method", "PUT"));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("https://a.test");
        assertThat(response.headers().firstValue("Access-Control-Allow-Methods"))
                .contains("PUT");
    }

    /** Signatures use the gateway's own address, whatever Host header the client sends. */
    @Test
    void the_host_header_of_a_client_does_not_change_the_domain_of_the_event() throws Exception {
        start(UNLIMITED, event -> Optional.of(new String(event, UTF_8)));

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
            socket.getOutputStream()
                    .write("GET /a HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".getBytes(UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .contains("\"domainName\":\"localhost:" + http.port() + "\"")
                    .contains("\"host\":\"evil.example\"");
        }
    }
}
