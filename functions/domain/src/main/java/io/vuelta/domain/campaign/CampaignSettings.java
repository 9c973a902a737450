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
 * @param opening the first message of a call, or the template of a message; settles the channel
 * @param expires an attempt that was due longer ago is dropped, not begun late; 1 minute to 365 days; null for never
 * @param cycles how it goes round again; null for a single pass; phone only
 * @param breaker when it stops by itself
 * @param budget when what it has cost, and what is under way, reaches so much, it pauses itself; null for no limit
 * @param defaultRegion ISO 3166-1 alpha-2 country in which numbers without country code are read
 */
public record CampaignSettings(
        String name,
        String description,
        AttemptHours hours,
        RetryRule retrying,
        AttemptLimits limits,
        MessageContent opening,
        RunPeriod period,
        @Nullable Duration expires,
        @Nullable Cycles cycles,
        Breaker breaker,
        @Nullable Money budget,
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
        require(retrying.max() >= 0 && retrying.max() <= 5, "retries", "must be from 0 to 5");
        Integer messageLimit = limits.perDay();
        int concurrency = limits.atOnce();
        Instant startAt = period.startAt();
        Instant endAt = period.endAt();
        require(
                messageLimit == null || (messageLimit >= 1 && messageLimit <= 10_000),
                "message_limit",
                "must be from 1 to 10000");
        require(
                concurrency >= 1 && concurrency <= MAX_CONCURRENCY,
                "concurrency",
                "must be from 1 to " + MAX_CONCURRENCY);
        require(between(retrying.delay(), MAX_RETRY_DELAY), "retry_delay_minutes", "must be from 0 to 10080");
        require(between(limits.throttle(), MAX_THROTTLE), "throttle_ms", "must be from 0 to 3600000");
        require(endAt == null || startAt == null || startAt.isBefore(endAt), "end_at", "must be later than start_at");
        require(
                expires == null || (between(expires, MAX_EXPIRES) && expires.compareTo(Duration.ofMinutes(1)) >= 0),
                "expires",
                "must be from 1 to 525600 minutes");
        require(budget == null || budget.micros() > 0, "budget.amount", "must be more than 0");
        require(cycles == null || !period.alwaysOn(), "always_on", "is for campaigns without cycles");
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
                new AttemptHours(DEFAULT_ZONE, WeeklySchedule.ALWAYS, false),
                new RetryRule(0, DEFAULT_RETRY_DELAY),
                new AttemptLimits(null, 1, Duration.ZERO),
                opening,
                new RunPeriod(null, until, false),
                null,
                null,
                Breaker.DEFAULT,
                null,
                "MX");
    }

    public ZoneId zone() {
        return hours.zone();
    }

    public Channel channel() {
        return opening.channel();
    }

    public OptionalInt dailyLimit() {
        Integer messageLimit = limits.perDay();
        return messageLimit == null ? OptionalInt.empty() : OptionalInt.of(messageLimit);
    }

    public Optional<Instant> start() {
        return Optional.ofNullable(period.startAt());
    }

    public Optional<Instant> end() {
        return Optional.ofNullable(period.endAt());
    }

    /** Whether no attempt may begin any more. */
    public boolean isOver(Instant now) {
        return period.isOver(now);
    }

    /** The calendar day of {@code at} where the campaign lives: the day of its daily limit. */
    public LocalDate dayOf(Instant at) {
        return at.atZone(zone()).toLocalDate();
    }

    /** When the calendar day after that of {@code at} begins. */
    public Instant nextDay(Instant at) {
        return dayOf(at).plusDays(1).atStartOfDay(zone()).toInstant();
    }

    /** For a copy under another name: dates that have passed do not go over. */
    public CampaignSettings copied(String as, Instant now) {
        return with(as, limits, period.copied(now));
    }

    /** The settings with other limits: what a forecast with fewer contacts is made with. */
    public CampaignSettings limited(@Nullable Integer perDay, int atOnce, Duration between) {
        return with(name, new AttemptLimits(perDay, atOnce, between), period);
    }

    private CampaignSettings with(String otherName, AttemptLimits otherLimits, RunPeriod otherPeriod) {
        return new CampaignSettings(
                otherName,
                description,
                hours,
                retrying,
                otherLimits,
                opening,
                otherPeriod,
                expires,
                cycles,
                breaker,
                budget,
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
