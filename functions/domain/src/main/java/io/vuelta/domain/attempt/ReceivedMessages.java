package io.vuelta.domain.attempt;

import java.util.List;

/** Store of people's replies. */
public interface ReceivedMessages {
    /** The maximum number of replies that are stored for an attempt; later ones are not stored. */
    int MAX_KEPT = 200;

    /** Stores a reply. Safe to repeat: the same id of the same attempt is stored once. */
    void put(ReceivedMessage message);

    /** The replies to a message, the oldest first. Strongly consistent. */
    List<ReceivedMessage> of(AttemptId attempt);
}
