package io.vuelta.domain.attempt;

import java.util.List;

/** Where people's replies are kept. */
public interface ReceivedMessages {
    /** Keeps a reply. Safe to repeat: the same id of the same attempt is kept once. */
    void put(ReceivedMessage message);

    /** The replies to a message, the oldest first. Strongly consistent. */
    List<ReceivedMessage> of(AttemptId attempt);
}
