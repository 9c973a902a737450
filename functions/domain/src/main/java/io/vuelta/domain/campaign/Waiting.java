package io.vuelta.domain.campaign;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why an active campaign is not sending. "Stuck" and "slow" must never look alike.
 *
 * @param until when that ends, where it is known
 * @param code of {@code LINE_ERROR}, what is wrong with the line; null where that is not known, and of the others
 * @param answers of {@code ANSWERS}, how many are awaited; else 0
 */
public record Waiting(
        Reason reason, @Nullable Instant until, @Nullable String code, int answers) {
    /** For a reason that says all. */
    public Waiting(Reason reason, @Nullable Instant until) {
        this(reason, until, null, 0);
    }

    /** The line is blocked, because of this code. */
    public static Waiting lineError(@Nullable Instant until, @Nullable String code) {
        return new Waiting(Reason.LINE_ERROR, until, code, 0);
    }

    /**
     * It is unknown whether some attempts were placed. At {@code until} the last of these attempts is looked up or
     * given up; null if that is about to happen.
     */
    public static Waiting answers(int count, @Nullable Instant until) {
        return new Waiting(Reason.ANSWERS, until, null, count);
    }

    /** The reasons, by their names in the API. */
    public enum Reason {
        /** The campaign starts by itself later. */
        SCHEDULED_START,
        /** The window of the campaign is closed. */
        WINDOW,
        /** The daily limit is used up. */
        DAILY_LIMIT,
        /** As many attempts are under way as the campaign allows. */
        CONCURRENCY,
        /** The campaign's throttle permits no attempt yet ({@code throttle_ms}). */
        THROTTLE,
        /** The line has reached its rate of attempts. */
        LINE_RATE,
        /** The line has as many calls under way, over all of its campaigns, as it may. */
        LINE_CONCURRENCY,
        /** The attempts under way may use up the campaign's budget. */
        BUDGET,
        /** All remaining contacts wait for a retry. */
        RETRY_DUE,
        /** The campaign is between two cycles. */
        COOLDOWN,
        /** No contact is left to try. */
        NO_CONTACTS,
        /** The line cannot be used. */
        LINE_ERROR,
        /** Everybody was tried, and the provider has not answered some of the attempts. */
        ANSWERS,
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
