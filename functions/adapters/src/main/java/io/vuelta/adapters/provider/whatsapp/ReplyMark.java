package io.vuelta.adapters.provider.whatsapp;

import io.vuelta.domain.attempt.AgentReply;
import io.vuelta.domain.attempt.AttemptId;
import java.util.Optional;

/** The mark that Meta returns with the reports of an agent's reply: {@code <attempt>/<reply>}. */
record ReplyMark(AttemptId attempt, String reply) {
    static ReplyMark of(AgentReply reply) {
        return new ReplyMark(reply.attempt(), reply.id());
    }

    static Optional<ReplyMark> parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0 || slash == text.length() - 1
                ? Optional.empty()
                : AttemptId.parse(text.substring(0, slash))
                        .map(attempt -> new ReplyMark(attempt, text.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return attempt + "/" + reply;
    }
}
