package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.Conversations;
import io.vuelta.domain.attempt.OptOut;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.line.Channel;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Results of conversations, each in an item beside its contact. */
public final class DynamoConversations implements Conversations {
    private static final String OPT_OUT = "opt_out";
    private static final String OPT_OUT_REASON = "opt_out_reason";
    private static final String EVERY_CHANNEL = "every";

    private final DynamoTable table;

    public DynamoConversations(DynamoTable table) {
        this.table = table;
    }

    @Override
    public Optional<Conversation> find(AttemptId id) {
        return table.find(Keys.conversation(id)).map(DynamoConversations::read);
    }

    @Override
    public Map<Integer, Conversation> of(ContactId contact) {
        Map<Integer, Conversation> conversations = new TreeMap<>();
        table.query(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :contact)")
                        .expressionAttributeValues(expressionValues(
                                ":pk", Keys.contact(contact).pk(), ":contact", Keys.conversations(contact)))
                        .consistentRead(true))
                .forEach(item -> conversations.put(Keys.numberOf(item.text("sk")), read(item)));
        return conversations;
    }

    @Override
    public boolean write(AttemptId id, Conversation next) {
        return table.putOnce(table.putIfVersionOrNone(item(id, next), "version", next.version()));
    }

    private static Map<String, AttributeValue> item(AttemptId id, Conversation conversation) {
        return new ItemWriter(Keys.conversation(id))
                .put("tags", conversation.tags())
                .put("extracted", conversation.extracted())
                .put("converted", conversation.converted())
                .put(OPT_OUT, channel(conversation.optOut()))
                .put(OPT_OUT_REASON, reason(conversation.optOut()))
                .put("recording_url", conversation.recordingUrl())
                .put("sentiment", conversation.sentiment())
                .put("summary", conversation.summary())
                .put("transcript", conversation.transcript())
                .putMillis("reported_at", conversation.reportedAt())
                .put("version", conversation.version() + 1)
                .item();
    }

    private static @Nullable String channel(@Nullable OptOut optOut) {
        if (optOut == null) {
            return null;
        }
        Channel channel = optOut.channel();
        return channel == null ? EVERY_CHANNEL : channel.wire();
    }

    private static @Nullable String reason(@Nullable OptOut optOut) {
        return optOut == null ? null : optOut.reason();
    }

    private static @Nullable OptOut optOut(ItemReader item) {
        String channel = item.textOrNull(OPT_OUT);
        return channel == null
                ? null
                : new OptOut(Channel.ofWire(channel).orElse(null), item.textOrNull(OPT_OUT_REASON));
    }

    static Conversation read(ItemReader item) {
        return new Conversation(
                item.texts("tags"),
                item.map("extracted"),
                item.flag("converted"),
                optOut(item),
                item.textOrNull("recording_url"),
                item.textOrNull("sentiment"),
                item.textOrNull("summary"),
                item.textOrNull("transcript"),
                item.millisOrNull("reported_at"),
                item.number("version"));
    }
}
