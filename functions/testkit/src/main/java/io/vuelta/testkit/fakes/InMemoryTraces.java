package io.vuelta.testkit.fakes;

import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.EarlierAttempt;
import io.vuelta.domain.erasure.Traces;
import io.vuelta.domain.phone.UserIds;
import java.util.Collection;
import java.util.List;

/** The data of a person in a store and its replies, beside the contacts. */
final class InMemoryTraces implements Traces {
    private final Tables tables;
    private final InMemoryReceivedMessages replies;
    private final UserIds userIds;

    InMemoryTraces(Tables tables, InMemoryReceivedMessages replies, UserIds userIds) {
        this.tables = tables;
        this.replies = replies;
        this.userIds = userIds;
    }

    @Override
    public Found beside(ContactId contact) {
        return tables.run("traces.beside", () -> {
            Collection<Conversation> conversations =
                    InMemoryConversations.of(tables, contact).values();
            int transcripts = (int) conversations.stream()
                    .filter(conversation -> conversation.transcript() != null)
                    .count();
            return new Found(conversations.size(), transcripts, replies.of(contact));
        });
    }

    @Override
    public void erase(ContactId contact) {
        tables.write("traces.erase", () -> {
            for (EarlierAttempt earlier : List.copyOf(tables.earlier(contact).values())) {
                if (earlier.attempt() instanceof Message message && message.user() != null) {
                    userIds.forget(message.user());
                }
                tables.put(new EarlierAttempt(
                        earlier.attempt().erased().inVersion(earlier.attempt().version() + 1),
                        earlier.erased().history()));
            }
            tables.conversations.keySet().removeIf(id -> id.contact().equals(contact));
            replies.remove(contact);
        });
    }
}
