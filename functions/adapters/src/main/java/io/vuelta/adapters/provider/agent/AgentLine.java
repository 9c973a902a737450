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
 * The address at which a line's runtime takes calls, and the secret with which both sides sign. Its text has no secret
 * in it.
 *
 * @param calls without a slash at its end
 */
record AgentLine(String calls, String signingSecret) {
    /** Longest that an answer may take. */
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);

    /** The secret's {@code base_url}, where it has one, goes before the line's own address. */
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

    /** Asks for something to be done with a call that was taken. */
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
