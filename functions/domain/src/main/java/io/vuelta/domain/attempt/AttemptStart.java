package io.vuelta.domain.attempt;

import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import java.time.Instant;

/**
 * The data that is fixed when an attempt begins.
 *
 * @param line over which the person is attempted
 * @param to the person's number
 * @param begunBy which invocation of dispatch began it
 * @param place the claim that it was begun for
 */
public record AttemptStart(
        AttemptId id, LineId line, PhoneNumber to, String contactName, String begunBy, Place place, Instant createdAt) {
    /** The start without personal data. */
    AttemptStart erased() {
        return new AttemptStart(id, line, PhoneNumber.ERASED, "", begunBy, place, createdAt);
    }
}
