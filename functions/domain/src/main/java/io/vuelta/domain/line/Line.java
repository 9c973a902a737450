package io.vuelta.domain.line;

import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.price.Price;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One telephone or WhatsApp number at one provider.
 *
 * @param agent the owner of the line
 * @param provider places its calls or sends its messages
 * @param number the number of the caller or sender
 * @param ratePerSecond maximum number of attempts that begin in a second, over all of the line's campaigns; more than
 *     0, at most 1,000
 * @param secret the name of the secret with the provider's credentials
 * @param voiceUrl for Twilio, the URL from which it fetches the conversation of an answered call; null: the first
 *     message is read out. For an agent's runtime, the URL that accepts calls; null: the secret contains it
 * @param recordsCalls whether the provider records the calls
 * @param details optional settings, which few lines have
 */
public record Line(
        LineId id,
        AgentId agent,
        Provider provider,
        PhoneNumber number,
        BigDecimal ratePerSecond,
        String secret,
        @Nullable String voiceUrl,
        boolean recordsCalls,
        Details details,
        Instant createdAt) {
    private static final long NANOS = Duration.ofSeconds(1).toNanos();
    private static final BigDecimal MAX_RATE_PER_SECOND = BigDecimal.valueOf(1_000);

    public Line {
        if (ratePerSecond.signum() <= 0 || ratePerSecond.compareTo(MAX_RATE_PER_SECOND) > 0) {
            throw new IllegalArgumentException("rate_per_second must be more than 0 and at most 1000");
        }
    }

    /**
     * The optional settings of a line.
     *
     * @param label for people only; null for none
     * @param maxConcurrent maximum number of simultaneous calls, over all of the line's campaigns, 1 to 10,000; null
     *     for no limit
     * @param voice the provider's voice that reads out texts; null: it depends on the called number
     * @param language the language of these texts, a BCP 47 tag; null: it depends on the called number
     * @param price the price of attempts; null if unknown
     * @param connection for Twilio, how the conversation is connected to the agent; null: by {@code voiceUrl}
     * @param detection whether the provider detects who answers
     * @param removed whether the line was deleted; attempts that have begun on it end on it, and no campaign may choose
     *     it
     */
    public record Details(
            @Nullable String label,
            @Nullable Integer maxConcurrent,
            @Nullable String voice,
            @Nullable String language,
            @Nullable Price price,
            @Nullable AgentConnection connection,
            MachineDetection detection,
            boolean removed) {
        public static final Details NONE =
                new Details(null, null, null, null, null, null, MachineDetection.FAST, false);

        public static final int MAX_CONCURRENT = 10_000;

        public Details {
            if (maxConcurrent != null && (maxConcurrent < 1 || maxConcurrent > MAX_CONCURRENT)) {
                throw new IllegalArgumentException("max_concurrent must be from 1 to " + MAX_CONCURRENT);
            }
        }

        Details removed(boolean now) {
            return new Details(label, maxConcurrent, voice, language, price, connection, detection, now);
        }
    }

    /** A line without further details. */
    public Line(
            LineId id,
            AgentId agent,
            Provider provider,
            PhoneNumber number,
            BigDecimal ratePerSecond,
            String secret,
            @Nullable String voiceUrl,
            boolean recordsCalls,
            Instant createdAt) {
        this(id, agent, provider, number, ratePerSecond, secret, voiceUrl, recordsCalls, Details.NONE, createdAt);
    }

    /** A line that does not record its calls. */
    public Line(
            LineId id,
            AgentId agent,
            Provider provider,
            PhoneNumber number,
            BigDecimal ratePerSecond,
            String secret,
            @Nullable String voiceUrl,
            Instant createdAt) {
        this(id, agent, provider, number, ratePerSecond, secret, voiceUrl, false, createdAt);
    }

    /** The same line, marked as deleted or not. */
    public Line removed(boolean now) {
        return with(details.removed(now));
    }

    public Line with(Details other) {
        return new Line(id, agent, provider, number, ratePerSecond, secret, voiceUrl, recordsCalls, other, createdAt);
    }

    /** Calls or messages. */
    public Channel channel() {
        return provider.channel();
    }

    /** How the conversation of an answered call reaches the agent. */
    public AgentConnection connection() {
        AgentConnection chosen = details.connection();
        if (chosen != null) {
            return chosen;
        }
        return voiceUrl == null ? new AgentConnection.Say() : new AgentConnection.Url(voiceUrl);
    }

    public boolean isRemoved() {
        return details.removed();
    }

    /**
     * The minimum time between the beginnings of two attempts on this line, rounded up so that the rate is never
     * exceeded.
     */
    public Duration spacing() {
        return Duration.ofNanos(BigDecimal.valueOf(NANOS)
                .divide(ratePerSecond, 0, java.math.RoundingMode.CEILING)
                .longValueExact());
    }
}
