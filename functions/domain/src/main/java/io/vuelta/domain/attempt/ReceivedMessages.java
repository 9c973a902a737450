package io.vuelta.domain.attempt;

import java.util.List;

/** Store of people's replies. */
public interface ReceivedMessages {
    /** The maximum number that is kept for an attempt; later ones are not kept. */
    int MAX_KEPT = 200;

    /** Keeps a reply. Safe to repeat: the same id of the same attempt is kept once. */
    void put(ReceivedMessage message);

    /** The replies to a message, the oldest first. Strongly consistent. */
    List<ReceivedMessage> of(AttemptId attempt);
}
