package io.vuelta.domain.attempt;

import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import java.time.Instant;

/**
 * The data that is fixed when an attempt begins.
 *
 * @param line the line on which the attempt is made
 * @param to the person's number
 * @param begunBy the invocation of dispatch that began the attempt
 * @param place the claim for which the attempt was begun
 */
public record AttemptStart(
        AttemptId id, LineId line, PhoneNumber to, String contactName, String begunBy, Place place, Instant createdAt) {
    /** The start without personal data. */
    AttemptStart erased() {
        return new AttemptStart(id, line, PhoneNumber.ERASED, "", begunBy, place, createdAt);
    }
}
