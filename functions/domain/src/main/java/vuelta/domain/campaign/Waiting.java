package vuelta.domain.campaign;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why an active campaign is not sending. "Stuck" and "slow" must never look alike.
 *
 * @param until when that ends, where it is known
 */
public record Waiting(Reason reason, @Nullable Instant until) {
    /** The reasons, by their names in the API. */
    public enum Reason {
        SCHEDULED_START,
        WINDOW,
        DAILY_LIMIT,
        CONCURRENCY,
        LINE_RATE,
        RETRY_DUE,
        COOLDOWN,
        NO_CONTACTS,
        LINE_ERROR,
        /** Everything seems done, and the counts are still catching up with the contacts. */
        COUNTING;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Optional<Instant> ends() {
        return Optional.ofNullable(until);
    }
}
