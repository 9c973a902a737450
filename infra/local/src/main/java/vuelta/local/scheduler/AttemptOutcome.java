package vuelta.local.scheduler;

import java.time.Instant;

/** What came of one attempt at an invocation. */
sealed interface AttemptOutcome {
    /** Delivered, or given up. */
    record Over() implements AttemptOutcome {}

    /** Failed, and to be tried again. */
    record Retry(Instant at) implements AttemptOutcome {}
}
