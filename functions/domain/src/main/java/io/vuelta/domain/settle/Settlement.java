package io.vuelta.domain.settle;

import io.vuelta.domain.claim.Report;
import io.vuelta.domain.line.LineId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of an event.
 *
 * @param line of the attempt, whose pacer gets the report; null if there is no such attempt
 * @param report for that pacer; empty if there is none
 */
public record Settlement(Result result, @Nullable LineId line, Optional<Report> report) {
    /** The effect on the attempt. */
    public enum Result {
        /** The contact has moved on. */
        SETTLED,
        /** The attempt's record has changed. */
        NOTED,
        /** Nothing new. */
        IGNORED,
        /** There is no such attempt. */
        UNKNOWN_ATTEMPT,
        /**
         * It was signed with the secret of another line than the attempt's: that line may not report on this attempt.
         */
        ANOTHER_LINE
    }

    static Settlement unknown() {
        return new Settlement(Result.UNKNOWN_ATTEMPT, null, Optional.empty());
    }
}
