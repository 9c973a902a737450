package io.vuelta.testkit.fakes;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.attempt.ReceivedMessages;
import io.vuelta.domain.campaign.ContactId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

public final class InMemoryReceivedMessages implements ReceivedMessages {
    private final Map<Map.Entry<AttemptId, String>, ReceivedMessage> messages = new ConcurrentHashMap<>();

    @Override
    public void put(ReceivedMessage message) {
        if (of(message.attempt()).size() < MAX_KEPT) {
            messages.put(Map.entry(message.attempt(), message.id()), message);
        }
    }

    int of(ContactId contact) {
        return (int) messages.keySet().stream()
                .filter(key -> key.getKey().contact().equals(contact))
                .count();
    }

    void remove(ContactId contact) {
        messages.keySet().removeIf(key -> key.getKey().contact().equals(contact));
    }

    @Override
    public List<ReceivedMessage> of(AttemptId attempt) {
        return messages.values().stream()
                .filter(message -> message.attempt().equals(attempt))
                .sorted(Comparator.comparing(ReceivedMessage::at).thenComparing(ReceivedMessage::id))
                .toList();
    }
}
