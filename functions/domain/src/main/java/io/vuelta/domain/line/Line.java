package io.vuelta.domain.line;

import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.phone.PhoneNumber;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One telephone or WhatsApp number at one provider.
 *
 * @param agent whose line it is
 * @param channel what it carries
 * @param provider who places its calls or sends its messages, e.g. {@code twilio}
 * @param number from which is called
 * @param ratePerSecond attempts that may begin in a second over all of the line's campaigns; more than 0, at most 1,000
 * @param secret name of the secret that holds the provider's credentials
 * @param voiceUrl of Twilio: where it fetches the conversation of an answered call, null: the first message is read out; of
 *     an agent's runtime: where it takes calls, unless the secret says so
 * @param recordsCalls whether the provider is asked to record its calls
 */
public record Line(
        LineId id,
        AgentId agent,
        Channel channel,
        String provider,
        PhoneNumber number,
        BigDecimal ratePerSecond,
        String secret,
        @Nullable String voiceUrl,
        boolean recordsCalls,
        Instant createdAt) {
    private static final long NANOS = Duration.ofSeconds(1).toNanos();
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000);

    public Line {
        if (ratePerSecond.signum() <= 0 || ratePerSecond.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("rate_per_second must be more than 0 and at most 1000");
        }
    }

    /** One that does not record its calls. */
    public Line(
            LineId id,
            AgentId agent,
            Channel channel,
            String provider,
            PhoneNumber number,
            BigDecimal ratePerSecond,
            String secret,
            @Nullable String voiceUrl,
            Instant createdAt) {
        this(id, agent, channel, provider, number, ratePerSecond, secret, voiceUrl, false, createdAt);
    }

    /** Between the beginnings of two attempts on this line; rounded up, so that the rate is never exceeded. */
    public Duration spacing() {
        return Duration.ofNanos(BigDecimal.valueOf(NANOS)
                .divide(ratePerSecond, 0, java.math.RoundingMode.CEILING)
                .longValueExact());
    }
}
