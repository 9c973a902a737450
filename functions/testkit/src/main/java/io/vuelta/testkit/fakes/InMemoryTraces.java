package io.vuelta.testkit.fakes;

import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.EarlierAttempt;
import io.vuelta.domain.erasure.Traces;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What a store, its replies and its user ids have of a person beside the contacts. */
final class InMemoryTraces implements Traces {
    private final Tables tables;
    private final InMemoryReceivedMessages replies;
    private final InMemoryUserIds userIds;

    InMemoryTraces(Tables tables, InMemoryReceivedMessages replies, InMemoryUserIds userIds) {
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
                tables.put(new EarlierAttempt(
                        earlier.attempt().erased().inVersion(earlier.attempt().version() + 1),
                        earlier.erased().history()));
            }
            tables.conversations.keySet().removeIf(id -> id.contact().equals(contact));
            replies.remove(contact);
        });
    }

    @Override
    public Set<UserId> userIds(PhoneNumber number) {
        return tables.run("traces.userIds", () -> userIds.of(number));
    }

    @Override
    public void forget(Set<UserId> ids) {
        tables.write("traces.forget", () -> userIds.remove(ids));
    }
}
