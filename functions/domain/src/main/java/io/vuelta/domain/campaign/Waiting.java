package io.vuelta.domain.campaign;

import io.vuelta.domain.text.WireName;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why an active campaign makes no attempts at the moment, so that people can distinguish a slow campaign from a blocked
 * one.
 *
 * @param until when the reason ends; null if unknown
 * @param code for {@code LINE_ERROR}, the code of the line's error; null if unknown, and for other reasons
 * @param answers for {@code ANSWERS}, the number of attempts without an answer; otherwise 0
 */
public record Waiting(
        Reason reason, @Nullable Instant until, @Nullable String code, int answers) {
    /** A reason without further data. */
    public Waiting(Reason reason, @Nullable Instant until) {
        this(reason, until, null, 0);
    }

    /** The line is blocked, because of this code. */
    public static Waiting lineError(@Nullable Instant until, @Nullable String code) {
        return new Waiting(Reason.LINE_ERROR, until, code, 0);
    }

    /**
     * It is unknown whether some attempts were placed. {@code until} is when the last of these attempts is looked up or
     * given up; null if this is about to happen.
     */
    public static Waiting answers(int count, @Nullable Instant until) {
        return new Waiting(Reason.ANSWERS, until, null, count);
    }

    /** The reasons, by their names in the API. */
    public enum Reason implements WireName {
        /** The campaign starts automatically at a later time. */
        SCHEDULED_START,
        /** The window of the campaign is closed. */
        WINDOW,
        /** The daily limit is used up. */
        DAILY_LIMIT,
        /** The campaign's maximum number of attempts is under way. */
        CONCURRENCY,
        /** The campaign's throttle permits no attempt yet ({@code throttle_ms}). */
        THROTTLE,
        /** The line has reached its rate of attempts. */
        LINE_RATE,
        /** The line's maximum number of calls is under way, over all of its campaigns. */
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
        /** All contacts were tried, and the provider has not answered some of the attempts. */
        ANSWERS,
        /** All work seems to be done, but the counts do not include all changes of contacts yet. */
        COUNTING
    }

    public Optional<Instant> ends() {
        return Optional.ofNullable(until);
    }
}
