package io.vuelta.domain.contact;

import java.time.Duration;

/**
 * How many attempts a contact has had.
 *
 * @param attempts the number of the latest attempt, counted over all cycles; 0 before the first
 * @param calls attempts that were placed, or failed for a technical reason; without attempts that were refused before
 *     they were placed
 * @param retries attempts after voicemail, busy or no answer, in this cycle
 * @param failedRetries attempts after technical failures, in this cycle
 * @param billed total of the calls' billed durations
 */
public record AttemptTally(int attempts, int calls, int retries, int failedRetries, Duration billed) {
    static final AttemptTally NONE = new AttemptTally(0, 0, 0, 0, Duration.ZERO);

    /** Whether no retry was made since the contact came into the queue, or since a person put it back. */
    boolean isUnretried() {
        return retries == 0 && failedRetries == 0;
    }

    AttemptTally given(int numbers) {
        return new AttemptTally(numbers, calls, retries, failedRetries, billed);
    }

    AttemptTally oneMoreCall(Duration billedForIt) {
        return new AttemptTally(attempts, calls + 1, retries, failedRetries, billed.plus(billedForIt));
    }

    AttemptTally lessBilled(Duration less) {
        return new AttemptTally(attempts, calls, retries, failedRetries, billed.minus(less));
    }

    AttemptTally retried(int count, int failed) {
        return new AttemptTally(attempts, calls, count, failed, billed);
    }
}
