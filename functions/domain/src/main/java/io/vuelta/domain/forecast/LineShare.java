package io.vuelta.domain.forecast;

import io.vuelta.domain.count.AnswerRates;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The campaign's share of its line. Other active campaigns are assumed to have equal shares for as long as the campaign
 * lasts.
 *
 * @param spacing the minimum time between two attempts on the line
 * @param places the maximum number of the line's simultaneous calls, over all of its campaigns; null for no limit
 * @param others the number of other active campaigns on the line
 * @param rates the answer rates of the line's calls in the last 30 days; empty if there are too few calls
 */
public record LineShare(Duration spacing, @Nullable Integer places, int others, Optional<AnswerRates> rates) {
    /** The minimum time between two attempts of the campaign. */
    Duration spacingOfShare() {
        return spacing.multipliedBy(1L + others);
    }

    /** The campaign's share of the line's simultaneous calls, at most the concurrency that the campaign allows. */
    int placesOfShare(int concurrency) {
        return places == null ? concurrency : Math.max(1, Math.min(concurrency, places / (1 + others)));
    }
}
