package io.vuelta.testkit.fakes;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.Conversations;
import io.vuelta.domain.campaign.ContactId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

final class InMemoryConversations implements Conversations {
    private final Tables tables;

    InMemoryConversations(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Optional<Conversation> find(AttemptId id) {
        return tables.run("conversations.find", () -> Optional.ofNullable(tables.conversations.get(id)));
    }

    @Override
    public Map<Integer, Conversation> of(ContactId contact) {
        return tables.run("conversations.of", () -> of(tables, contact));
    }

    static Map<Integer, Conversation> of(Tables tables, ContactId contact) {
        Map<Integer, Conversation> found = new HashMap<>();
        tables.conversations.forEach((id, conversation) -> {
            if (id.contact().equals(contact)) {
                found.put(id.number(), conversation);
            }
        });
        return found;
    }

    @Override
    public boolean write(AttemptId id, Conversation next) {
        return tables.run("conversations.write", () -> {
            Conversation stored = tables.conversations.getOrDefault(id, Conversation.NONE);
            if (stored.version() != next.version()) {
                return false;
            }
            tables.conversations.put(id, written(next));
            return true;
        });
    }

    private static Conversation written(Conversation next) {
        return new Conversation(
                next.tags(),
                next.extracted(),
                next.converted(),
                next.optOut(),
                next.recordingUrl(),
                next.sentiment(),
                next.summary(),
                next.transcript(),
                next.reportedAt(),
                next.version() + 1);
    }
}
