package io.vuelta.domain.forecast;

import io.vuelta.domain.count.AnswerRates;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign has of its line. Others that work on it are taken to have equal shares for as long as the campaign lasts.
 *
 * @param spacing between two attempts on the line
 * @param places calls that it may have under way, over all of its campaigns; null for no limit
 * @param others campaigns that work on it besides this one
 * @param rates of its calls in the last 30 days; empty where they are too few
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

    /** Of the places that the campaign itself allows. */
    int placesOfShare(int concurrency) {
        return places == null ? concurrency : Math.max(1, Math.min(concurrency, places / (1 + others)));
    }
}
