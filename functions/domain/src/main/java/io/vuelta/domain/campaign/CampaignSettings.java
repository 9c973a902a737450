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
 * The settings of a campaign, which the customer chooses.
 *
 * @param name 1 to 255 characters
 * @param description for people only; may be empty
 * @param opening the first message of a call, or the template of a message; it determines the channel
 * @param expires maximum delay of an attempt: a later one is dropped, not begun; 1 minute to 365 days; null for no
 *     limit
 * @param cycles how the campaign is repeated; null for a single pass; phone only
 * @param breaker the failure rate at which the campaign pauses itself
 * @param budget the campaign pauses itself when its cost, including attempts under way, reaches this amount; null for
 *     no limit
 * @param region the country in which numbers without country code are read
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
        NumberRegion region) {
    public static final ZoneId DEFAULT_ZONE = ZoneId.of("America/Mexico_City");
    public static final int MAX_CONCURRENCY = 1_000;
    public static final Duration DEFAULT_RETRY_DELAY = Duration.ofMinutes(30);
    public static final Duration MAX_RETRY_DELAY = Duration.ofDays(7);
    public static final Duration MAX_THROTTLE = Duration.ofHours(1);
    public static final Duration MAX_EXPIRES = Duration.ofDays(365);

    /** The default of the daily limit of a WhatsApp campaign, in messages per calendar day. */
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
        require(
                cycles == null || !period.alwaysOn(),
                "always_on",
                "is only for campaigns without cycles; remove one of the two");
        require(
                cycles == null || opening.channel() == Channel.PHONE_CALL,
                "cycles",
                "are for phone campaigns only; remove them");
    }

    /** The settings for one test attempt: immediately, at any hour, without retries; not begun after {@code until}. */
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
                NumberRegion.ofZone("MX"));
    }

    /** ISO 3166-1 alpha-2 country in which numbers without country code are read. */
    public String defaultRegion() {
        return region.country();
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

    /** Whether no further attempt may begin. */
    public boolean isOver(Instant now) {
        return period.isOver(now);
    }

    /** The calendar day of {@code at} in the campaign's time zone, to which the daily limit applies. */
    public LocalDate dayOf(Instant at) {
        return at.atZone(zone()).toLocalDate();
    }

    /** When the calendar day after that of {@code at} begins. */
    public Instant nextDay(Instant at) {
        return dayOf(at).plusDays(1).atStartOfDay(zone()).toInstant();
    }

    /** The settings for a copy with another name: dates in the past are not copied. */
    public CampaignSettings copied(String as, Instant now) {
        return with(as, limits, period.copied(now));
    }

    /** The settings with other limits, for a forecast with fewer contacts. */
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
                region);
    }

    /** Whether {@code other} selects the same contacts for the next cycle. */
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
