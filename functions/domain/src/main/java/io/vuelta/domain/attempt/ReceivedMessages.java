package io.vuelta.domain.attempt;

import java.util.List;

/** Where people's replies are kept. */
public interface ReceivedMessages {
    /** So many are kept of an attempt; those that come after are not. */
    int MAX_KEPT = 200;

    /** Keeps a reply. Safe to repeat: the same id of the same attempt is kept once. */
    void put(ReceivedMessage message);

    /** The replies to a message, the oldest first. Strongly consistent. */
    List<ReceivedMessage> of(AttemptId attempt);
}
