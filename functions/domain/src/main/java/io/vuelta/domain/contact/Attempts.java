package io.vuelta.domain.contact;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reading attempts, and writing those that a later one has replaced in their contact. */
public interface Attempts {
    /** The attempt, wherever it is kept. Strongly consistent. */
    Optional<Attempt> find(AttemptId id);

    /** An attempt that a later one has replaced. Strongly consistent. */
    Optional<Attempt> findEarlier(AttemptId id);

    /**
     * The latest of a contact's earlier attempts, in the order of their numbers. Strongly consistent.
     *
     * @param limit at least 1
     */
    List<EarlierAttempt> earlier(ContactId contact, int limit);

    /**
     * Writes an earlier attempt.
     *
     * @param next carries the version that was read
     * @return false if another process has written it since; nothing is changed then
     */
    boolean writeEarlier(Attempt next);

    /**
     * The message that a person answers: the message with this id of the provider, or, if no id is given, the latest
     * message that was sent to the person over the line. A message is found from the moment at which the provider's id
     * is recorded.
     *
     * @param to in any form; a message to another form of the same number is found, too
     */
    Optional<Sent> sent(LineId line, PhoneNumber to, @Nullable String providerId);

    /**
     * A message that was sent.
     *
     * @param providerId the provider's id of it
     */
    record Sent(AttemptId attempt, String providerId) {}
}
