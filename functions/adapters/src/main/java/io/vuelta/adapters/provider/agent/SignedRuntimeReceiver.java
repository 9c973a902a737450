package io.vuelta.adapters.provider.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.http.LineSecret;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.event.DeliveryReason;
import io.vuelta.domain.event.Event;
import io.vuelta.domain.event.EventReceiver;
import io.vuelta.domain.event.RuntimeReceiver;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Secrets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/**
 * Posts to an agent's {@code runtime_url}, signed as in the generic contract, with the {@code signing_secret} of the
 * line's secret.
 */
public final class SignedRuntimeReceiver implements RuntimeReceiver {
    private static final List<String> SENT_FIELDS = List.of("reply_id", "kind", "text", "media", "received_at");

    private final Posting posting;
    private final Secrets secrets;
    private final String publicUrl;
    private final AttemptTokens tokens;
    private final InstantSource clock;

    /** Posts a body that is already signed; each header is {@code Name: value}. */
    public interface Posting {
        EventReceiver.Reply post(String url, byte[] body, List<String> headers);
    }

    /**
     * Uses these ports.
     *
     * @param posting posts bodies, with the same address checks as outgoing webhooks
     * @param publicUrl the origin of the API for runtimes, without a slash at its end
     * @param tokens signs the tokens with which runtimes reply
     */
    public SignedRuntimeReceiver(
            Posting posting, Secrets secrets, String publicUrl, AttemptTokens tokens, InstantSource clock) {
        this.posting = posting;
        this.secrets = secrets;
        this.publicUrl = publicUrl;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public EventReceiver.Reply post(Agent agent, Line line, Message message, Event event) {
        byte[] body = body(agent, line, message, event).toString().getBytes(UTF_8);
        String signature;
        Instant now = clock.instant();
        String timestamp = String.valueOf(now.getEpochSecond());
        try {
            signature = AgentSignature.of(LineSecret.of(line, secrets).required("signing_secret"), timestamp, body);
        } catch (Secrets.SecretUnavailable _) {
            return new EventReceiver.Reply.Failed(DeliveryReason.LINE_SECRET.name(), false);
        }
        return posting.post(
                Objects.requireNonNull(agent.runtimeUrl()),
                body,
                List.of(AgentSignature.TIMESTAMP + ": " + timestamp, AgentSignature.HEADER + ": " + signature));
    }

    private ObjectNode body(Agent agent, Line line, Message message, Event event) {
        ObjectNode body = JsonBody.object()
                .put("attempt", message.id().toString())
                .put("event", "message")
                .put("id", event.id())
                .put("from", message.to().e164())
                .put("to", line.number().e164())
                .put("agent_id", agent.id().value())
                .put("campaign_id", message.id().campaign().value())
                .put("contact_id", message.id().contact().hash());
        for (String name : SENT_FIELDS) {
            Object value = event.data().get(name);
            body.put(name, value == null ? null : value.toString());
        }
        return body.put("reply_url", tokens.replyUrl(publicUrl, message.id()))
                .put("context_url", tokens.contextUrl(publicUrl, message.id()))
                .put("result_url", tokens.resultUrl(publicUrl, message.id()));
    }
}
