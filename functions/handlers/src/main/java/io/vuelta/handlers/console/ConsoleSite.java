package io.vuelta.handlers.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers requests for the console's files. Every page is {@code index.html}: the routing within the console happens in
 * the browser. This page refers to the other files by paths with a hash over all files. A file at such a path never
 * changes, so browsers may cache it without a time limit. A page that was loaded before a deployment requests an old
 * hash, and gets the current file.
 */
final class ConsoleSite {
    private static final String ROOT = "/console";
    private static final String PAGES = ROOT + "/";
    private static final String ASSETS = PAGES + "a/";

    /** Not the root itself: the behaviour of API Gateway for a path that ends with a slash is not documented. */
    private static final String FIRST_PAGE = PAGES + "campaigns";

    /** The path prefix in the source of {@code index.html} that is replaced by the prefix with the hash. */
    private static final String UNHASHED = ASSETS + "-/";

    private static final String KEPT = "public, max-age=31536000, immutable";
    private static final String ASKED_AGAIN = "no-cache";

    private final Map<String, ConsoleFile> assets = new HashMap<>();
    private final ConsoleFile index;
    private final String hash;
    private final String policy;

    /**
     * Serves these files.
     *
     * @param bucketOrigin the origin to which pages may send requests in addition to their own
     */
    ConsoleSite(ConsoleFiles files, String bucketOrigin) {
        this.hash = files.hash();
        this.policy = policy(bucketOrigin);
        files.all().forEach((name, bytes) -> assets.put(name, ConsoleFile.of(name, bytes)));
        String page = new String(files.all().get(ConsoleFiles.INDEX), UTF_8).replace(UNHASHED, ASSETS + hash + "/");
        this.index = ConsoleFile.of(ConsoleFiles.INDEX, page.getBytes(UTF_8));
        assets.remove(ConsoleFiles.INDEX);
    }

    /**
     * The content security policy: scripts and styles only from this origin, none inline; only Lit's templates may turn
     * text into markup.
     */
    private static String policy(String bucketOrigin) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "img-src 'self' blob:",
                "connect-src 'self' " + bucketOrigin,
                "media-src " + bucketOrigin,
                "form-action 'none'",
                "base-uri 'none'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types lit-html");
    }

    /**
     * Answers a request.
     *
     * @param path the requested path; only a path that is the name of a file returns this file
     * @param headers the HTTP headers, with their names in small letters
     */
    APIGatewayV2HTTPResponse answer(String method, String path, Map<String, String> headers) {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return plain(405, Map.of("Allow", "GET, HEAD"));
        }
        if (path.equals(ROOT)) {
            return plain(301, Map.of("Location", FIRST_PAGE));
        }
        Wanted wanted = new Wanted(method.equals("HEAD"), headers);
        if (path.startsWith(ASSETS)) {
            return asset(wanted, path.substring(ASSETS.length()));
        }
        return path.startsWith(PAGES) && !path.substring(path.lastIndexOf('/')).contains(".")
                ? file(wanted, index, ASKED_AGAIN, Map.of("Content-Security-Policy", policy))
                : plain(404, Map.of());
    }

    private APIGatewayV2HTTPResponse asset(Wanted wanted, String hashAndName) {
        int slash = hashAndName.indexOf('/');
        return Optional.ofNullable(assets.get(hashAndName.substring(slash + 1)))
                .map(asset -> file(
                        wanted,
                        asset,
                        hashAndName.substring(0, Math.max(slash, 0)).equals(hash) ? KEPT : ASKED_AGAIN,
                        Map.of()))
                .orElseGet(() -> plain(404, Map.of()));
    }

    private APIGatewayV2HTTPResponse file(
            Wanted wanted, ConsoleFile file, String caching, Map<String, String> besides) {
        String tag = "W/\"" + hash + "\"";
        Map<String, String> headers = new HashMap<>(besides);
        headers.put("Cache-Control", caching);
        headers.put("ETag", tag);
        headers.put("Vary", "Accept-Encoding");
        headers.put("Content-Type", file.type());
        if (wanted.has(tag)) {
            return answer(304, headers, "");
        }
        if (wanted.compressed()) {
            headers.put("Content-Encoding", "gzip");
        }
        return answer(200, headers, wanted.headersOnly() ? "" : wanted.compressed() ? file.gzipped() : file.whole());
    }

    private static APIGatewayV2HTTPResponse plain(int status, Map<String, String> besides) {
        Map<String, String> headers = new HashMap<>(besides);
        headers.put("Cache-Control", ASKED_AGAIN);
        headers.put("Content-Type", "text/plain; charset=utf-8");
        return answer(status, headers, "");
    }

    private static APIGatewayV2HTTPResponse answer(int status, Map<String, String> headers, String base64) {
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(headers)
                .withBody(base64)
                .withIsBase64Encoded(true)
                .build();
    }

    /** The encoding that a browser accepts. */
    private record Wanted(boolean headersOnly, Map<String, String> headers) {
        /** Whether the browser already has this version. */
        boolean has(String tag) {
            return list("if-none-match").stream().anyMatch(given -> given.equals(tag) || given.equals("*"));
        }

        boolean compressed() {
            return list("accept-encoding").stream()
                    .map(coding -> coding.replace(" ", ""))
                    .anyMatch(coding -> coding.equals("gzip")
                            || (coding.startsWith("gzip;q=") && !coding.matches("gzip;q=0(\\.0*)?")));
        }

        private List<String> list(String header) {
            return Arrays.stream(headers.getOrDefault(header, "").split(",", -1))
                    .map(String::strip)
                    .toList();
        }
    }
}
