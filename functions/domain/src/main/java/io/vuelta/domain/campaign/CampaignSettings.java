package io.vuelta.domain.campaign;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.price.Money;
import io.vuelta.domain.window.WeeklySchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a campaign, as its customer decides them.
 *
 * @param name 1 to 255 characters
 * @param description for people only; may be empty
 * @param zone of the window, the daily limit and the exports
 * @param retries further attempts after voicemail, busy, no answer or a message that did not reach them; 0 to 5
 * @param messageLimit attempts per calendar day of the zone, 1 to 10,000; null for no limit
 * @param opening the first message of a call, or the template of a message; settles the channel
 * @param window when attempts may begin
 * @param contactZones whether the window must be open where the contact lives, too
 * @param concurrency calls under way at once, 1 to 1,000; messages that are being handed over
 * @param retryDelay between an attempt's end and its retry; 0 to 7 days
 * @param throttle between the beginnings of two attempts; 0 to 1 hour
 * @param startAt not before this instant; null for at once
 * @param endAt no attempt begins from this instant on, and the campaign ends; null for never
 * @param expires an attempt that was due longer ago is dropped, not begun late; 1 minute to 365 days; null for never
 * @param cycles how it goes round again; null for a single pass; phone only
 * @param breaker when it stops by itself
 * @param budget when what it has cost, and what is under way, reaches so much, it pauses itself; null for no limit
 * @param alwaysOn whether it goes on waiting for contacts when everybody was tried, until it is cancelled, archived or ended
 * @param defaultRegion ISO 3166-1 alpha-2 country in which numbers without country code are read
 */
public record CampaignSettings(
        String name,
        String description,
        ZoneId zone,
        int retries,
        @Nullable Integer messageLimit,
        MessageContent opening,
        WeeklySchedule window,
        boolean contactZones,
        int concurrency,
        Duration retryDelay,
        Duration throttle,
        @Nullable Instant startAt,
        @Nullable Instant endAt,
        @Nullable Duration expires,
        @Nullable Cycles cycles,
        Breaker breaker,
        @Nullable Money budget,
        boolean alwaysOn,
        String defaultRegion) {
    public static final ZoneId DEFAULT_ZONE = ZoneId.of("America/Mexico_City");
    public static final int MAX_CONCURRENCY = 1_000;
    public static final Duration DEFAULT_RETRY_DELAY = Duration.ofMinutes(30);
    public static final Duration MAX_RETRY_DELAY = Duration.ofDays(7);
    public static final Duration MAX_THROTTLE = Duration.ofHours(1);
    public static final Duration MAX_EXPIRES = Duration.ofDays(365);

    /** Messages of a WhatsApp campaign on a calendar day, where nothing else is said. */
    public static final int DEFAULT_MESSAGE_LIMIT = 250;

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
        require(endAt == null || startAt == null || startAt.isBefore(endAt), "end_at", "must be later than start_at");
        require(
                expires == null || (between(expires, MAX_EXPIRES) && expires.compareTo(Duration.ofMinutes(1)) >= 0),
                "expires",
                "must be from 1 to 525600 minutes");
        require(budget == null || budget.micros() > 0, "budget.amount", "must be more than 0");
        require(cycles == null || !alwaysOn, "always_on", "is for campaigns without cycles");
        require(cycles == null || opening.channel() == Channel.PHONE_CALL, "cycles", "are for phone campaigns only");
    }

    /**
     * The settings for one test attempt: at once, at any hour, without retries; it never begins if it has not begun by
     * the end.
     */
    public static CampaignSettings ofTest(MessageContent opening, Instant until) {
        return new CampaignSettings(
                "test",
                "",
                DEFAULT_ZONE,
                0,
                null,
                opening,
                WeeklySchedule.ALWAYS,
                false,
                1,
                DEFAULT_RETRY_DELAY,
                Duration.ZERO,
                null,
                until,
                null,
                null,
                Breaker.DEFAULT,
                null,
                false,
                "MX");
    }

    public Channel channel() {
        return opening.channel();
    }

    public OptionalInt dailyLimit() {
        return messageLimit == null ? OptionalInt.empty() : OptionalInt.of(messageLimit);
    }

    public Optional<Instant> start() {
        return Optional.ofNullable(startAt);
    }

    public Optional<Instant> end() {
        return Optional.ofNullable(endAt);
    }

    /** Whether no attempt may begin any more. */
    public boolean isOver(Instant now) {
        return endAt != null && !now.isBefore(endAt);
    }

    /** The calendar day of {@code at} where the campaign lives: the day of its daily limit. */
    public LocalDate dayOf(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    /** When the calendar day after that of {@code at} begins. */
    public Instant nextDay(Instant at) {
        return dayOf(at).plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** For a copy under another name: dates that have passed do not go over. */
    public CampaignSettings copied(String as, Instant now) {
        return new CampaignSettings(
                as,
                description,
                zone,
                retries,
                messageLimit,
                opening,
                window,
                contactZones,
                concurrency,
                retryDelay,
                throttle,
                startAt == null || startAt.isBefore(now) ? null : startAt,
                isOver(now) ? null : endAt,
                expires,
                cycles,
                breaker,
                budget,
                alwaysOn,
                defaultRegion);
    }

    /** With other limits: what a forecast with fewer contacts is made with. */
    public CampaignSettings limited(@Nullable Integer perDay, int atOnce, Duration between) {
        return new CampaignSettings(
                name,
                description,
                zone,
                retries,
                perDay,
                opening,
                window,
                contactZones,
                atOnce,
                retryDelay,
                between,
                startAt,
                endAt,
                expires,
                cycles,
                breaker,
                budget,
                alwaysOn,
                defaultRegion);
    }

    /** Whether the same contacts come back in the next cycle under {@code other}. */
    boolean filterLike(CampaignSettings other) {
        return cycles == null || other.cycles == null || cycles.filterLike(other.cycles);
    }

    private static boolean between(Duration value, Duration most) {
        return !value.isNegative() && value.compareTo(most) <= 0;
    }

    private static void require(boolean holds, String field, String remedy) {
        InvalidSetting.require(holds, field, remedy);
    }
}
