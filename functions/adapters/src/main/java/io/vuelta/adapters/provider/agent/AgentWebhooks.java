package io.vuelta.adapters.provider.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.http.LineSecret;
import io.vuelta.adapters.provider.http.WebhookLine;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.attempt.OptOut;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.settle.Webhooks;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The events of runtimes: {@code /webhooks/agent/<line>}, one JSON object each. */
public final class AgentWebhooks implements Webhooks {
    private final Lines lines;
    private final Secrets secrets;
    private final InstantSource clock;

    public AgentWebhooks(Lines lines, Secrets secrets, InstantSource clock) {
        this.lines = lines;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public ParsedEvent read(WebhookRequest posted) {
        if (posted.path().size() != 1) {
            return new ParsedEvent.Forged("no such address");
        }
        Optional<Line> line = WebhookLine.find(posted.path(), Provider.AGENT, lines);
        if (line.isEmpty()) {
            return new ParsedEvent.Forged("no such line");
        }
        Map<String, String> headers = posted.headers();
        String timestamp = headers.get("x-vuelta-timestamp");
        String signature = headers.get("x-vuelta-signature");
        if (timestamp == null || signature == null) {
            return new ParsedEvent.Forged("no timestamp, or no signature");
        }
        if (!AgentSignature.isRecent(timestamp, clock.instant())) {
            return new ParsedEvent.Forged("the timestamp is more than 5 minutes old or ahead");
        }
        if (!LineSecret.hasSigned(
                line.get(),
                secrets,
                "signing_secret",
                secret -> AgentSignature.holds(secret, timestamp, posted.body(), signature))) {
            return new ParsedEvent.Forged("the signature does not match");
        }
        Optional<JsonNode> body = JsonBody.parse(posted.body());
        if (body.isEmpty()) {
            return new ParsedEvent.Malformed("the body is not JSON");
        }
        try {
            return genuine(body.get());
        } catch (IllegalArgumentException e) {
            return new ParsedEvent.Malformed(String.valueOf(e.getMessage()));
        }
    }

    private ParsedEvent genuine(JsonNode body) {
        AttemptId attempt = AttemptId.parse(body.path("attempt").asText())
                .orElseThrow(() -> new IllegalArgumentException("attempt is missing or not an attempt's id"));
        String event = body.path("event").asText();
        if (event.equals("result")) {
            return report(attempt, body.path("result"));
        }
        CallStatus status = AgentVocabulary.statusOf(event)
                .orElseThrow(() -> new IllegalArgumentException("event is missing, or not a known one"));
        String id = AgentVocabulary.providerId(body)
                .orElseThrow(() -> new IllegalArgumentException("id must have 1 to 256 characters"));
        return new ParsedEvent.Event(attempt, AgentVocabulary.reported(id, status, body, clock.instant()));
    }

    /** The report; if another field is invalid, its opt-out counts. */
    private static ParsedEvent report(AttemptId attempt, JsonNode result) {
        OptOut optOut = AgentReport.optOut(result);
        try {
            return new ParsedEvent.Report(attempt, AgentReport.read(result));
        } catch (IllegalArgumentException e) {
            if (optOut == null) {
                throw e;
            }
            return new ParsedEvent.InvalidReport(
                    new ParsedEvent.Report(attempt, ConversationReport.ofOptOut(optOut)),
                    String.valueOf(e.getMessage()));
        }
    }
}
