package io.vuelta.adapters.provider.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.adapters.provider.http.LineSecret;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Secrets;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;

/**
 * The URL at which a line's runtime accepts calls, and the secret with which both sides sign. {@code toString} does not
 * contain the secret.
 *
 * @param calls the URL for calls, without a slash at its end
 */
record AgentLine(String calls, String signingSecret) {
    /** Maximum time for a response. */
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);

    /** Reads the line. The secret's {@code base_url}, if present, takes precedence over the line's own URL. */
    static AgentLine of(Line line, Secrets secrets) {
        LineSecret secret = LineSecret.of(line, secrets);
        String signing = secret.text("signing_secret");
        String url = secret.fields().getOrDefault("base_url", line.voiceUrl() == null ? "" : line.voiceUrl());
        if (signing.isEmpty() || url.isEmpty()) {
            throw secret.unavailable("must have signing_secret; and base_url, unless the line has a voice_url");
        }
        return new AgentLine(url.endsWith("/") ? url.substring(0, url.length() - 1) : url, signing);
    }

    HttpRequest place(byte[] body, Instant now) {
        return post(calls, body, now);
    }

    /** A request to change a call that the runtime has accepted. */
    HttpRequest change(AttemptId attempt, byte[] body, Instant now) {
        return post(calls + "/" + attempt, body, now);
    }

    private HttpRequest post(String url, byte[] body, Instant now) {
        return signed(url, body, now)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    HttpRequest lookUp(AttemptId attempt, Instant now) {
        return signed(calls + "/" + attempt, attempt.toString().getBytes(UTF_8), now)
                .GET()
                .build();
    }

    private HttpRequest.Builder signed(String url, byte[] content, Instant now) {
        String timestamp = String.valueOf(now.getEpochSecond());
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(REQUEST_TIMEOUT)
                .header("Accept", "application/json")
                .header(AgentSignature.TIMESTAMP, timestamp)
                .header(AgentSignature.HEADER, AgentSignature.of(signingSecret, timestamp, content));
    }

    @Override
    public String toString() {
        return "calls at " + calls;
    }
}
