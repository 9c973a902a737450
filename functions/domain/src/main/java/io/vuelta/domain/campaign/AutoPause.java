package io.vuelta.domain.campaign;

import io.vuelta.domain.reason.TimelineCode;
import java.time.Instant;
import java.util.List;

/**
 * Why a campaign has paused itself.
 *
 * @param reason {@code TECHNICAL_FAILURES}, {@code BUDGET}, {@code LINE_SECRET}, or the provider's code for the account
 *     or template that cannot be used
 * @param attempts ids of the attempts that caused it; at most 20
 */
public record AutoPause(String reason, Instant at, List<String> attempts) {
    /** Maximum number of attempts that are listed. */
    public static final int MAX_ATTEMPTS = 20;

    public static final String TECHNICAL_FAILURES = TimelineCode.TECHNICAL_FAILURES.name();

    public static final String BUDGET = TimelineCode.BUDGET.name();

    public AutoPause {
        attempts = attempts.stream().limit(MAX_ATTEMPTS).toList();
    }
}
