package io.vuelta.adapters.provider.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.http.LineSecret;
import io.vuelta.adapters.provider.http.WebhookLine;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.settle.Webhooks;
import java.time.InstantSource;
import java.util.Optional;

/** The events of a voice platform: {@code /webhooks/<platform>/<line>}, one JSON object each. */
public final class PlatformWebhooks implements Webhooks {
    private final Platform platform;
    private final Lines lines;
    private final Agents agents;
    private final Attempts attempts;
    private final Secrets secrets;
    private final InstantSource clock;

    /**
     * The webhooks of one platform.
     *
     * @param agents the agents, whose result tables have the meanings of results
     */
    public PlatformWebhooks(
            Platform platform, Lines lines, Agents agents, Attempts attempts, Secrets secrets, InstantSource clock) {
        this.platform = platform;
        this.lines = lines;
        this.agents = agents;
        this.attempts = attempts;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public ParsedEvent read(WebhookRequest posted) {
        if (posted.path().size() != 1) {
            return new ParsedEvent.Forged("no such address");
        }
        Optional<Line> line = WebhookLine.find(posted.path(), platform.provider(), lines);
        if (line.isEmpty()) {
            return new ParsedEvent.Forged("no such line");
        }
        Optional<String> forgery = forgery(posted, line.get());
        if (forgery.isPresent()) {
            return new ParsedEvent.Forged(forgery.get());
        }
        Optional<JsonNode> body = JsonBody.object(posted.body());
        if (body.isEmpty()) {
            return new ParsedEvent.Malformed("the body is not a JSON object");
        }
        try {
            return switch (platform.webhookContent(posted, body.get(), clock.instant())) {
                case Platform.WebhookContent.OfCall content -> genuine(line.get(), content.call());
                case Platform.WebhookContent.Nothing nothing -> new ParsedEvent.Nothing(nothing.why());
            };
        } catch (IllegalArgumentException e) {
            return new ParsedEvent.Malformed(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Why the request is forged; empty if it is genuine. A secret that was replaced in the last minutes is read again.
     */
    private Optional<String> forgery(WebhookRequest posted, Line line) {
        LineSecret kept = LineSecret.of(line, secrets);
        Optional<String> forgery = forgery(posted, kept);
        if (forgery.isEmpty()) {
            return forgery;
        }
        LineSecret now = new LineSecret(line.secret(), secrets.findAgain(line.secret()));
        return now.equals(kept) ? forgery : forgery(posted, now);
    }

    private Optional<String> forgery(WebhookRequest posted, LineSecret secret) {
        Optional<String> forgery = platform.forgery(posted, secret, clock.instant());
        return forgery.isEmpty()
                ? forgery
                : secret.second()
                        .map(second -> platform.forgery(posted, second, clock.instant()))
                        .orElse(forgery);
    }

    private ParsedEvent genuine(Line addressed, PlatformCall call) {
        if (call.attempt().isEmpty()) {
            return new ParsedEvent.Nothing("the call names no attempt");
        }
        AttemptId attempt = call.attempt().get();
        Optional<Line> line = platform.sharesAddress() ? lineOf(attempt, addressed) : Optional.of(addressed);
        return line.<ParsedEvent>map(of -> new ParsedEvent.OfCall(
                        of.id(),
                        attempt,
                        call.events(),
                        PlatformCalls.report(agents, of, call).orElse(null)))
                .orElseGet(() -> new ParsedEvent.Nothing("the attempt belongs to no line with this secret"));
    }

    /** The line of the attempt. The request may concern any line with the secret that signed it. */
    private Optional<Line> lineOf(AttemptId attempt, Line addressed) {
        return attempts.find(attempt)
                .flatMap(found -> lines.find(found.line()))
                .filter(line ->
                        line.provider() == addressed.provider() && line.secret().equals(addressed.secret()));
    }
}
