package io.vuelta.handlers.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.vuelta.testkit.fakes.TestContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the console is served: caching of files, and permissions of pages. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsoleHandlerTest {
    private static final String BUCKET = "https://bucket.s3.us-east-1.amazonaws.com";
    private static final Pattern HASHED = Pattern.compile("/console/a/([0-9a-f]{12})/");

    /** {@code import … from '…'}, {@code import '…'} and {@code import('…')}. */
    private static final Pattern IMPORT =
            Pattern.compile("\\b(?:import|export)\\b[\\w\\s{},*$]*\\bfrom\\s*[\"']([^\"'\n]+)[\"']"
                    + "|\\bimport\\s*\\(?\\s*[\"'`]([^\"'`\n]+)[\"'`]");

    private static final ConsoleFiles FILES = ConsoleFiles.read();
    private static final ConsoleHandler HANDLER = handler(FILES);

    private static ConsoleHandler handler(ConsoleFiles files) {
        return new ConsoleHandler(new ConsoleWiring(files, BUCKET));
    }

    private static APIGatewayV2HTTPResponse ask(
            ConsoleHandler handler, String method, String path, Map<String, String> headers) {
        APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
        event.setRawPath(path);
        event.setHeaders(headers);
        event.setRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                        .withMethod(method)
                        .withPath(path)
                        .build())
                .build());
        return handler.handleRequest(event, new TestContext());
    }

    private static APIGatewayV2HTTPResponse get(String path) {
        return ask(HANDLER, "GET", path, Map.of());
    }

    private static byte[] bytes(APIGatewayV2HTTPResponse answer) {
        return Base64.getDecoder().decode(answer.getBody());
    }

    private static String text(APIGatewayV2HTTPResponse answer) {
        return new String(bytes(answer), UTF_8);
    }

    private static String hash() {
        return HASHED.matcher(text(get("/console/campaigns")))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/",
                "/console/campaigns",
                "/console/campaigns/01KJQ3P5M8Q7R9S1T3V5W7X9Y1/contacts",
                "/console/nothing/of/the/kind",
                "/console/a"
            })
    void every_page_path_returns_the_same_page(String path) {
        APIGatewayV2HTTPResponse answer = get(path);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getHeaders())
                .containsEntry("Content-Type", "text/html; charset=utf-8")
                .containsEntry("Cache-Control", "no-cache")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Referrer-Policy", "no-referrer");
        assertThat(text(answer))
                .contains("<html")
                .contains("/console/a/" + hash() + "/app.js")
                .doesNotContain("/a/-/");
    }

    @Test
    void a_page_may_connect_only_to_its_own_origin_and_to_the_bucket() {
        assertThat(get("/console/campaigns").getHeaders().get("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
                        + "connect-src 'self' " + BUCKET + "; media-src " + BUCKET
                        + "; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
                        + "require-trusted-types-for 'script'; trusted-types lit-html");
    }

    @Test
    void the_page_has_no_inline_script_and_no_inline_style() {
        String page = text(get("/console/"));

        assertThat(page).doesNotContainPattern("(?i)<style|\\sstyle=|\\son[a-z]+=|javascript:");
        assertThat(page).doesNotContainPattern("(?is)<script[^>]*>[^<]*\\S[^<]*</script>");
        assertThat(page).doesNotContainPattern("(?i)(?:src|href)=[\"']?(?:https?:)?//");
    }

    @Test
    void the_console_path_without_a_slash_redirects_to_the_first_page() {
        APIGatewayV2HTTPResponse answer = get("/console");

        assertThat(answer.getStatusCode()).isEqualTo(301);
        assertThat(answer.getHeaders()).containsEntry("Location", "/console/campaigns");
    }

    @Test
    void an_asset_with_the_current_hash_is_cached_as_immutable() {
        APIGatewayV2HTTPResponse answer = get("/console/a/" + hash() + "/app.js");

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getHeaders())
                .containsEntry("Cache-Control", "public, max-age=31536000, immutable")
                .containsEntry("Content-Type", "text/javascript; charset=utf-8")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .doesNotContainKey("Content-Security-Policy");
        assertThat(bytes(answer)).isEqualTo(FILES.all().get("app.js"));
    }

    @Test
    void a_page_from_before_a_deployment_gets_the_current_file_without_caching() {
        APIGatewayV2HTTPResponse answer = get("/console/a/0123456789ab/app.js");

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getHeaders()).containsEntry("Cache-Control", "no-cache");
        assertThat(bytes(answer)).isEqualTo(FILES.all().get("app.js"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/a/HASH/gone.js",
                "/console/a/HASH/",
                "/console/a/HASH",
                "/console/a/",
                "/console/a/HASH/index.html",
                "/console/a/HASH/../index.html",
                "/console/a/HASH/../../../etc/passwd",
                "/console/a/HASH/%2e%2e/handlers.properties",
                "/console/a/HASH/vendor/../../io/vuelta/handlers/console/ConsoleHandler.class",
                "/console/a/HASH//app.js",
                "/console/a/HASH/APP.JS",
                "/console/favicon.ico",
                "/console/app.js",
                "/console/../template.yaml",
                "/consoles/",
                "/"
            })
    void a_path_without_a_file_is_not_found_and_never_returns_the_page(String path) {
        APIGatewayV2HTTPResponse answer = get(path.replace("HASH", hash()));

        assertThat(answer.getStatusCode()).isEqualTo(404);
        assertThat(answer.getBody()).isEmpty();
        assertThat(answer.getHeaders())
                .containsEntry("Cache-Control", "no-cache")
                .containsEntry("Content-Type", "text/plain; charset=utf-8");
    }

    @Test
    void an_unchanged_file_is_not_sent_again() {
        String tag = get("/console/").getHeaders().get("ETag");

        APIGatewayV2HTTPResponse same = ask(HANDLER, "GET", "/console/x", Map.of("if-none-match", "\"a\", " + tag));
        APIGatewayV2HTTPResponse other = ask(HANDLER, "GET", "/console/x", Map.of("if-none-match", "W/\"a\""));

        assertThat(same.getStatusCode()).isEqualTo(304);
        assertThat(same.getBody()).isEmpty();
        assertThat(same.getHeaders()).containsEntry("ETag", tag).containsKey("Content-Security-Policy");
        assertThat(other.getStatusCode()).isEqualTo(200);
    }

    @Test
    void a_change_of_any_file_changes_the_tag_and_the_addresses() {
        String before = get("/console/").getHeaders().get("ETag");
        for (String name : FILES.all().keySet()) {
            Map<String, byte[]> changed = new HashMap<>(FILES.all());
            changed.computeIfPresent(name, (_, bytes) -> (new String(bytes, UTF_8) + "\n").getBytes(UTF_8));
            ConsoleHandler other = handler(new ConsoleFiles(new TreeMap<>(changed)));

            assertThat(ask(other, "GET", "/console/", Map.of()).getHeaders().get("ETag"))
                    .as(name)
                    .isNotEqualTo(before);
        }
        assertThat(before).isEqualTo("W/\"" + hash() + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br | true",
                "br;q=1.0, gzip;q=0.5 | true",
                "gzip; q=0.001 | true",
                "gzip;q=0 | false",
                "gzip; q=0.0 | false",
                "br | false",
                "xgzip | false",
                "'' | false"
            })
    void files_are_compressed_for_clients_that_accept_gzip(String accepted, boolean compressed) throws IOException {
        APIGatewayV2HTTPResponse answer =
                ask(HANDLER, "GET", "/console/a/" + hash() + "/app.js", Map.of("accept-encoding", accepted));

        assertThat(answer.getHeaders()).containsEntry("Vary", "Accept-Encoding");
        assertThat("gzip".equals(answer.getHeaders().get("Content-Encoding"))).isEqualTo(compressed);
        byte[] sent = bytes(answer);
        byte[] read = compressed ? new GZIPInputStream(new ByteArrayInputStream(sent)).readAllBytes() : sent;
        assertThat(read).isEqualTo(FILES.all().get("app.js"));
        // Compressed twice, it is equal: the time of the compression is not included.
        assertThat(sent)
                .isEqualTo(bytes(ask(
                        handler(ConsoleFiles.read()),
                        "GET",
                        "/console/a/" + hash() + "/app.js",
                        Map.of("accept-encoding", accepted))));
    }

    @Test
    void other_methods_than_get_and_head_are_refused() {
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
            APIGatewayV2HTTPResponse answer = ask(HANDLER, method, "/console/", Map.of());

            assertThat(answer.getStatusCode()).as(method).isEqualTo(405);
            assertThat(answer.getHeaders()).containsEntry("Allow", "GET, HEAD");
        }
        APIGatewayV2HTTPResponse head = ask(HANDLER, "HEAD", "/console/", Map.of());
        assertThat(head.getStatusCode()).isEqualTo(200);
        assertThat(head.getBody()).isEmpty();
        assertThat(head.getHeaders()).isEqualTo(get("/console/").getHeaders());
    }

    @Test
    void a_request_without_headers_is_answered() {
        APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
        event.setRawPath("/console/");
        event.setRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                        .withMethod("GET")
                        .build())
                .build());

        assertThat(HANDLER.handleRequest(event, new TestContext()).getStatusCode())
                .isEqualTo(200);
    }

    /** A browser finds a module by its path only, and a missing module stops all modules that import it. */
    @Test
    void every_module_that_is_imported_is_served() {
        Map<String, List<String>> lost = new TreeMap<>();
        FILES.all().forEach((name, bytes) -> {
            if (name.endsWith(".js")) {
                List<String> unknown = imports(new String(bytes, UTF_8)).stream()
                        .filter(path ->
                                !path.matches("\\.\\.?/.*") || !FILES.all().containsKey(resolved(name, path)))
                        .toList();
                if (!unknown.isEmpty()) {
                    lost.put(name, unknown);
                }
            }
        });

        assertThat(lost).isEmpty();
        assertThat(FILES.all()).containsKeys("vendor/lit-html/LICENSE", "vendor/lit-element/LICENSE");
    }

    private static List<String> imports(String module) {
        // A comment may show an import.
        String code = module.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^\\s*//.*$", "");
        return IMPORT.matcher(code)
                .results()
                .map((MatchResult found) -> found.group(1) == null ? found.group(2) : found.group(1))
                .filter(path -> !path.contains("${"))
                .toList();
    }

    private static String resolved(String from, String path) {
        return java.net.URI.create("/" + from).resolve(path).getPath().substring(1);
    }
}
