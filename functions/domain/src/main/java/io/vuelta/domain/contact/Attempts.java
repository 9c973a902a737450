package io.vuelta.domain.contact;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads attempts, and writes attempts that a later one has replaced in their contact. */
public interface Attempts {
    /** The attempt, whether it is stored in its contact or separately. Strongly consistent. */
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
     * @param next has the version that was read
     * @return false if another process has written it since; then nothing is changed
     */
    boolean writeEarlier(Attempt next);

    /**
     * The message to which a person replies: the message with this id of the provider, or, if no id is given, the
     * latest message that was sent to the person over the line. A message can be found as soon as the provider's id is
     * recorded.
     *
     * @param to the person's number in any form; a message to another form of the same number is also found
     */
    Optional<Sent> sent(LineId line, PhoneNumber to, @Nullable String providerId);

    /**
     * A message that was sent.
     *
     * @param providerId the provider's id of the message
     */
    record Sent(AttemptId attempt, String providerId) {}
}
