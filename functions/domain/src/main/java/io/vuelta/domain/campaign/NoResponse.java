package io.vuelta.domain.campaign;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The reaction to a person who does not answer a message: while the campaign has retries left, another message is sent.
 *
 * @param after the time from the beginning of the message; 5 to 10,080 minutes
 * @param template the template that is then sent; null: the campaign's alternative, or otherwise its template
 */
public record NoResponse(Duration after, @Nullable String template) {
    public static final int MIN_MINUTES = 5;
    public static final int MAX_MINUTES = 10_080;

    public NoResponse {
        InvalidSetting.require(
                after.compareTo(Duration.ofMinutes(MIN_MINUTES)) >= 0
                        && after.compareTo(Duration.ofMinutes(MAX_MINUTES)) <= 0,
                "no_response.after_minutes",
                "must be from " + MIN_MINUTES + " to " + MAX_MINUTES);
    }
}
