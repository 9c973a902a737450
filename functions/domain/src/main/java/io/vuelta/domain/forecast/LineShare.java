package io.vuelta.domain.forecast;

import io.vuelta.domain.count.AnswerRates;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The campaign's share of its line. Other active campaigns are assumed to have equal shares for as long as the campaign
 * lasts.
 *
 * @param spacing between two attempts on the line
 * @param places calls that it may have under way, over all of its campaigns; null for no limit
 * @param others number of other active campaigns on it
 * @param rates of its calls in the last 30 days; empty if they are too few
 */
public record LineShare(Duration spacing, @Nullable Integer places, int others, Optional<AnswerRates> rates) {
    /** The whole of a line of which only the speed is known. */
    public static LineShare whole(Duration spacing) {
        return new LineShare(spacing, null, 0, Optional.empty());
    }

    /** Between two attempts of the campaign. */
    Duration spacingOfShare() {
        return spacing.multipliedBy(1L + others);
    }

    /** The share of the concurrency that the campaign itself allows. */
    int placesOfShare(int concurrency) {
        return places == null ? concurrency : Math.max(1, Math.min(concurrency, places / (1 + others)));
    }
}
