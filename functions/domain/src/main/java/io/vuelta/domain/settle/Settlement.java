package io.vuelta.domain.settle;

import io.vuelta.domain.claim.Report;
import io.vuelta.domain.line.LineId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of an event.
 *
 * @param line the attempt's line, whose pacer gets the report; null if the attempt does not exist
 * @param report the report for this pacer; empty if there is none
 */
public record Settlement(Result result, @Nullable LineId line, Optional<Report> report) {
    /** The effect on the attempt. */
    public enum Result {
        /** The state of the contact has changed. */
        SETTLED,
        /** Only the record of the attempt has changed. */
        NOTED,
        /** The event changed nothing. */
        IGNORED,
        /** The attempt does not exist. */
        UNKNOWN_ATTEMPT,
        /** The event was signed with the secret of another line, which may not report on this attempt. */
        ANOTHER_LINE
    }

    static Settlement unknown() {
        return new Settlement(Result.UNKNOWN_ATTEMPT, null, Optional.empty());
    }
}
