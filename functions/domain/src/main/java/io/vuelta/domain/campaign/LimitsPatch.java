package io.vuelta.domain.campaign;

import io.vuelta.domain.line.Channel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A change of how many attempts of a campaign may begin; null sets the default of a member.
 *
 * @param atOnce has no effect in a campaign of messages
 */
public record LimitsPatch(FieldPatch<Integer> perDay, FieldPatch<Integer> atOnce, FieldPatch<Duration> throttle) {
    static AttemptLimits standard(Channel channel) {
        return switch (channel) {
            case PHONE_CALL -> new AttemptLimits(null, 1, Duration.ZERO);
            case WHATSAPP ->
                new AttemptLimits(
                        CampaignSettings.DEFAULT_MESSAGE_LIMIT, CampaignSettings.MAX_CONCURRENCY, Duration.ZERO);
        };
    }

    AttemptLimits applied(AttemptLimits now, Channel channel) {
        AttemptLimits standard = standard(channel);
        return new AttemptLimits(
                perDay(now, standard),
                channel == Channel.PHONE_CALL ? atOnce.applied(now.atOnce(), standard.atOnce()) : now.atOnce(),
                throttle.applied(now.throttle(), standard.throttle()));
    }

    private @Nullable Integer perDay(AttemptLimits now, AttemptLimits standard) {
        return perDay.isAbsent() || perDay.isGiven() ? perDay.applied(now.perDay()) : standard.perDay();
    }
}
