package io.vuelta.providers.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Posts events as JSON, with a new signature at each try, until they are answered or the tries are used up. */
public final class SignedPosts implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SignedPosts.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
    private static final int TRIES = 50;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** Signs events. */
    public interface Signing {
        /** Headers for a body that is posted now. */
        Map<String, String> headers(byte[] body);
    }

    /**
     * Posts an event. Gives up after a fixed number of tries. Gives up at once on a 4xx except 429, because a repeated
     * post would get the same answer.
     *
     * @param of name of the subject, for the log
     */
    public void post(URI url, byte[] body, Signing signing, String of) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            if (isAnswered(url, body, signing, of)) {
                return;
            }
            Thread.sleep(BETWEEN_TRIES);
        }
        LOG.log(System.Logger.Level.WARNING, "no endpoint accepted an event of " + of);
    }

    private boolean isAnswered(URI url, byte[] body, Signing signing, String of) throws InterruptedException {
        HttpRequest.Builder post = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        signing.headers(body).forEach(post::header);
        try {
            HttpResponse<String> answer = http.send(post.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
            if (answer.statusCode() / 100 == 4) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "an event of " + of + " was refused: HTTP " + answer.statusCode() + " " + answer.body());
            }
            return answer.statusCode() < 500 && answer.statusCode() != 429;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
