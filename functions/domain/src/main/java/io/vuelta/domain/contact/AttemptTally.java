package io.vuelta.domain.contact;

import java.time.Duration;

/**
 * How often a contact has been attempted.
 *
 * @param attempts numbers given so far, over the contact's whole life; the latest attempt has this number
 * @param calls attempts that were placed, or failed for a technical reason: not those refused before they were placed
 * @param retries attempts after voicemail, busy or no answer, in this cycle
 * @param failedRetries attempts after technical failures, in this cycle
 * @param billed total of the calls' billed durations
 */
public record AttemptTally(int attempts, int calls, int retries, int failedRetries, Duration billed) {
    static final AttemptTally NONE = new AttemptTally(0, 0, 0, 0, Duration.ZERO);

    /** Not retried since the contact came into the queue, or since a person put it back. */
    boolean isUnretried() {
        return retries == 0 && failedRetries == 0;
    }

    AttemptTally given(int numbers) {
        return new AttemptTally(numbers, calls, retries, failedRetries, billed);
    }

    AttemptTally oneMoreCall(Duration billedForIt) {
        return new AttemptTally(attempts, calls + 1, retries, failedRetries, billed.plus(billedForIt));
    }

    AttemptTally retried(int count, int failed) {
        return new AttemptTally(attempts, calls, count, failed, billed);
    }
}
