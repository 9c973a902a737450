package io.vuelta.testkit.fakes;

import io.vuelta.domain.attempt.AgentReplies;
import io.vuelta.domain.attempt.AgentReply;
import io.vuelta.domain.attempt.AttemptId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

public final class InMemoryAgentReplies implements AgentReplies {
    private final Map<Map.Entry<AttemptId, String>, AgentReply> replies = new ConcurrentHashMap<>();
    private Faults faults = Faults.NONE;

    public void faults(Faults faults) {
        this.faults = faults;
    }

    @Override
    public Optional<AgentReply> begin(AgentReply reply) {
        faults.before("replies.begin");
        Optional<AgentReply> there =
                Optional.ofNullable(replies.putIfAbsent(Map.entry(reply.attempt(), reply.id()), reply));
        faults.after("replies.begin");
        return there;
    }

    @Override
    public void remove(AttemptId attempt, String id) {
        faults.before("replies.remove");
        replies.remove(Map.entry(attempt, id));
        faults.after("replies.remove");
    }

    @Override
    public void note(AttemptId attempt, String id, AgentReply.Status status, @Nullable String error) {
        faults.before("replies.note");
        replies.computeIfPresent(
                Map.entry(attempt, id),
                (_, reply) -> reply.status().compareTo(status) < 0 ? reply.in(status, error) : reply);
        faults.after("replies.note");
    }

    @Override
    public List<AgentReply> of(AttemptId attempt) {
        faults.before("replies.of");
        return replies.values().stream()
                .filter(reply -> reply.attempt().equals(attempt))
                .sorted(Comparator.comparing(AgentReply::at).thenComparing(AgentReply::id))
                .toList();
    }
}
