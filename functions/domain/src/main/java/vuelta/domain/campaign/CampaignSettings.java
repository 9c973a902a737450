package vuelta.domain.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import vuelta.domain.window.WeeklySchedule;

/**
 * What a customer decides about a phone campaign.
 *
 * @param name 1 to 255 characters
 * @param description for people only; may be empty
 * @param zone of the window, the daily limit and the exports
 * @param retries further attempts after voicemail, busy or no answer; 0 to 5
 * @param messageLimit attempts per calendar day of the zone, 1 to 10,000; null for no limit
 * @param firstMessage what the agent says first, with {@code {name}} and {@code {{name}}} placeholders; null for none
 * @param window when attempts may begin
 * @param concurrency attempts under way at once; 1 to 1,000
 * @param retryDelay between an attempt's end and its retry; 0 to 7 days
 * @param throttle between the beginnings of two attempts; 0 to 1 hour
 * @param startAt not before this instant; null for at once
 * @param defaultRegion ISO 3166-1 alpha-2 country in which numbers without country code are read
 */
public record CampaignSettings(
        String name,
        String description,
        ZoneId zone,
        int retries,
        @Nullable Integer messageLimit,
        @Nullable String firstMessage,
        WeeklySchedule window,
        int concurrency,
        Duration retryDelay,
        Duration throttle,
        @Nullable Instant startAt,
        String defaultRegion) {
    public static final ZoneId DEFAULT_ZONE = ZoneId.of("America/Mexico_City");
    public static final int MAX_CONCURRENCY = 1_000;
    public static final Duration DEFAULT_RETRY_DELAY = Duration.ofMinutes(30);
    public static final Duration MAX_RETRY_DELAY = Duration.ofDays(7);
    public static final Duration MAX_THROTTLE = Duration.ofHours(1);

    public CampaignSettings {
        require(!name.isBlank() && name.length() <= 255, "name", "must have 1 to 255 characters");
        require(retries >= 0 && retries <= 5, "retries", "must be from 0 to 5");
        require(
                messageLimit == null || (messageLimit >= 1 && messageLimit <= 10_000),
                "message_limit",
                "must be from 1 to 10000");
        require(
                concurrency >= 1 && concurrency <= MAX_CONCURRENCY,
                "concurrency",
                "must be from 1 to " + MAX_CONCURRENCY);
        require(between(retryDelay, MAX_RETRY_DELAY), "retry_delay_minutes", "must be from 0 to 10080");
        require(between(throttle, MAX_THROTTLE), "throttle_ms", "must be from 0 to 3600000");
    }

    public OptionalInt dailyLimit() {
        return messageLimit == null ? OptionalInt.empty() : OptionalInt.of(messageLimit);
    }

    public Optional<Instant> start() {
        return Optional.ofNullable(startAt);
    }

    /** The calendar day of {@code at} where the campaign lives: the day of its daily limit. */
    public LocalDate dayOf(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    /** When the calendar day after that of {@code at} begins. */
    public Instant nextDay(Instant at) {
        return dayOf(at).plusDays(1).atStartOfDay(zone).toInstant();
    }

    private static boolean between(Duration value, Duration most) {
        return !value.isNegative() && value.compareTo(most) <= 0;
    }

    private static void require(boolean holds, String field, String remedy) {
        if (!holds) {
            throw new InvalidSetting(field, remedy);
        }
    }
}
