package io.vuelta.adapters.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.settle.EarlyReplies;
import io.vuelta.domain.settle.EarlyReply;
import io.vuelta.domain.settle.OutcomeMessage;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Replies that arrived before the record of their message, on the outcome queue with a delay: {@code {"early_reply":
 * {…}}}.
 */
public final class SqsEarlyReplies implements EarlyReplies {
    /** The delay. Within this time a sent message is recorded, unless its sender has crashed. */
    static final Duration DELAY = Duration.ofMinutes(1);

    private static final String REPLY = "early_reply";

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsEarlyReplies(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public void send(EarlyReply reply) {
        String body = write(reply);
        sqs.sendMessage(send ->
                send.queueUrl(queueUrl).delaySeconds((int) DELAY.toSeconds()).messageBody(body));
    }

    static String write(EarlyReply reply) {
        ObjectNode json = SqsJson.object();
        ObjectNode replyJson = json.putObject(REPLY)
                .put("line", reply.line().value())
                .put("from", reply.from().e164())
                .put("quoted", reply.quoted())
                .put("kind", reply.kind())
                .put("text", reply.text())
                .put("id", reply.id())
                .put("media", reply.media());
        SqsProviderEvents.put(replyJson.putObject("event"), reply.event());
        return SqsJson.body(json);
    }

    /** Reads an early reply; empty if the message is not one. Throws IllegalArgumentException for an invalid one. */
    static Optional<OutcomeMessage.Reply> read(String body) {
        JsonNode replyJson = SqsJson.read(body).path(REPLY);
        if (!replyJson.isObject()) {
            return Optional.empty();
        }
        if (!(SqsProviderEvents.event(replyJson.path("event")) instanceof MessageEvent event)) {
            throw new IllegalArgumentException("not an event of a message: " + replyJson.path("event"));
        }
        return Optional.of(new OutcomeMessage.Reply(new EarlyReply(
                new LineId(SqsJson.text(replyJson, "line")),
                new PhoneNumber(SqsJson.text(replyJson, "from")),
                SqsJson.text(replyJson, "quoted"),
                event,
                textOrNull(replyJson, "id"),
                SqsJson.text(replyJson, "kind"),
                SqsJson.text(replyJson, "text"),
                textOrNull(replyJson, "media"))));
    }

    private static @Nullable String textOrNull(JsonNode json, String name) {
        return json.path(name).textValue();
    }
}
