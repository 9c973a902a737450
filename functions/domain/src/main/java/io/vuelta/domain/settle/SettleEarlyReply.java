package io.vuelta.domain.settle;

import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.attempt.ReceivedMessages;
import io.vuelta.domain.contact.Attempts;
import java.util.Optional;

/** Settles a reply that arrived before the record of the message that it quotes. Safe to repeat. */
public final class SettleEarlyReply {
    private final Attempts attempts;
    private final ReceivedMessages received;
    private final Settle settle;

    public SettleEarlyReply(Attempts attempts, ReceivedMessages received, Settle settle) {
        this.attempts = attempts;
        this.received = received;
        this.settle = settle;
    }

    /** Settles the reply; empty if the quoted message is not from Vuelta. */
    public Optional<Settlement> apply(EarlyReply reply) {
        return attempts.sent(reply.line(), reply.from(), reply.quoted()).map(sent -> {
            Settlement settlement =
                    settle.apply(new ProviderEvents.ProviderEvent(reply.line(), sent.attempt(), reply.event()));
            ReceivedMessage message = reply.to(sent.attempt());
            if (message != null) {
                received.put(message);
            }
            return settlement;
        });
    }
}
