package io.vuelta.simulation;

import io.vuelta.domain.campaign.AttemptHours;
import io.vuelta.domain.campaign.AttemptLimits;
import io.vuelta.domain.campaign.Breaker;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.campaign.NumberRegion;
import io.vuelta.domain.campaign.RetryRule;
import io.vuelta.domain.campaign.RunPeriod;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.window.DatedSchedule;
import io.vuelta.domain.window.DayHours;
import io.vuelta.domain.window.WeeklySchedule;
import io.vuelta.testkit.examples.Examples;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings of campaigns, mostly with values near a limit. */
final class RandomSettings {
    private final SimulationRandom random;
    private final Instant now;
    private final boolean endsADay;
    private final SimulationRandom later;

    RandomSettings(SimulationRandom random, SimulationRandom later, Instant now) {
        this.random = random;
        this.later = later;
        this.now = now;
        this.endsADay = now.atZone(Examples.MEXICO_CITY).getHour() == 23;
    }

    /** Mostly few: three contacts reveal a broken rule as well as three hundred, and faster. */
    int contacts() {
        if (endsADay) {
            // So many that some attempts are in progress when it ends.
            return random.from(4, 14);
        }
        int sort = random.below(400);
        if (sort < 300) {
            return random.from(1, 4);
        }
        if (sort < 380) {
            return random.from(4, 14);
        }
        return sort < 399 ? random.from(15, 50) : random.from(100, 500);
    }

    /** Number of rows of an upload, good and bad. */
    int rows() {
        return random.once(60) ? random.from(90, 200) : random.from(0, 8);
    }

    CampaignSettings settings(Channel channel, int contacts) {
        return in(zone(), channel, contacts, later.once(7));
    }

    private ZoneId zone() {
        // In a seed with a day's end nearby, most campaigns are near it.
        if (endsADay && !random.once(3)) {
            return Examples.MEXICO_CITY;
        }
        return random.oneOf(
                Examples.MEXICO_CITY,
                ZoneId.of("Europe/Berlin"),
                ZoneId.of("Asia/Kathmandu"),
                ZoneId.of("America/New_York"),
                ZoneId.of("Australia/Lord_Howe"),
                ZoneId.of("America/Santiago"),
                ZoneId.of("UTC"));
    }

    /** Changed settings for a running campaign; its zone, channel and rhythm stay. */
    CampaignSettings changed(CampaignSettings before) {
        Instant start = random.once(3) ? startAt() : before.period().startAt();
        CampaignSettings other = in(before.zone(), before.channel(), 1, false);
        Cycles cycles = before.cycles();
        // The values are drawn in this order so that the meaning of a seed does not depend on the structure of the
        // settings.
        int retries = (random.once(2) ? other : before).retrying().max();
        Integer perDay = (random.once(2) ? other : before).limits().perDay();
        WeeklySchedule window = (random.once(2) ? other : before).hours().window();
        boolean contactZones = (random.once(3) ? other : before).hours().contactZones();
        int atOnce = (random.once(2) ? other : before).limits().atOnce();
        Duration delay = (random.once(2) ? other : before).retrying().delay();
        Duration throttle = (random.once(2) ? other : before).limits().throttle();
        Instant end = random.once(6) || before.period().endAt() != null ? endAt(start) : null;
        return new CampaignSettings(
                before.name(),
                before.description(),
                new AttemptHours(before.zone(), window, contactZones),
                new RetryRule(retries, delay),
                new AttemptLimits(perDay, atOnce, throttle),
                before.opening(),
                new RunPeriod(start, end, before.period().alwaysOn()),
                before.expires(),
                cycles == null || random.once(2) ? cycles : edited(cycles),
                before.breaker(),
                before.budget(),
                before.region());
    }

    /** With another filter and another number of repeats. */
    private Cycles edited(Cycles before) {
        Cycles other = cycles(before.rhythm());
        return new Cycles(
                before.rhythm(), other.maxIterations(), other.maxPerDay(), other.filterStatuses(), other.filterTags());
    }

    private Cycles cycles(Cycles.Rhythm rhythm) {
        Set<ContactStatus> filter = new HashSet<>();
        for (ContactStatus status : List.of(ContactStatus.FAILED, ContactStatus.VOICEMAIL, ContactStatus.ANSWERED)) {
            if (random.once(3)) {
                filter.add(status);
            }
        }
        return new Cycles(
                rhythm,
                random.from(0, 3),
                random.once(3) ? Integer.valueOf(random.from(1, 2)) : null,
                filter,
                random.once(3) ? Set.of("vip") : Set.of());
    }

    private Cycles.Rhythm rhythm() {
        if (!random.once(3)) {
            return new Cycles.Rhythm.Cooldown(
                    random.oneOf(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(30), Duration.ofHours(11)));
        }
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate first = random.once(3) ? today.plusDays(1) : null;
        LocalDate last = random.once(2) ? today.plusDays(random.from(1, 4)) : null;
        return new Cycles.Rhythm.Scheduled(new DatedSchedule(window(ZoneOffset.UTC, false), first, last));
    }

    /** The relevant settings as text; equal settings have the same text. */
    static String describe(CampaignSettings settings) {
        Map<DayOfWeek, DayHours> hours = settings.hours().window().hours();
        return "%s %s, window %s, zones %s, start %s, end %s, expires %s, %d at once, limit %s, %d retries after %s, throttle %s, %s, %s, always on %s"
                .formatted(
                        settings.channel(),
                        settings.zone(),
                        hours == null ? "always" : hours.get(DayOfWeek.MONDAY),
                        settings.hours().contactZones(),
                        settings.period().startAt(),
                        settings.period().endAt(),
                        settings.expires(),
                        settings.limits().atOnce(),
                        settings.limits().perDay(),
                        settings.retrying().max(),
                        settings.retrying().delay(),
                        settings.limits().throttle(),
                        settings.cycles(),
                        settings.breaker(),
                        settings.period().alwaysOn());
    }

    private CampaignSettings in(ZoneId zone, Channel channel, int contacts, boolean alwaysOn) {
        boolean large = contacts > 20;
        boolean phone = channel == Channel.PHONE_CALL;
        WeeklySchedule window = window(zone, large);
        Instant start = startAt(window, zone);
        // The values are drawn in this order so that the meaning of a seed does not depend on the structure of the
        // settings.
        int retries = random.oneOf(0, 1, 1, 2, 3);
        Integer perDay = limit(contacts);
        MessageContent opening =
                phone ? new MessageContent.FirstMessage(random.once(2) ? null : "Hi {name}") : template();
        boolean contactZones = random.once(8);
        int atOnce = phone
                ? large || endsADay ? random.oneOf(2, 5, 20) : random.oneOf(1, 1, 2, 3, 6, 20)
                : CampaignSettings.MAX_CONCURRENCY;
        Duration delay = random.oneOf(
                Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10), Duration.ofMinutes(30));
        Duration throttle = random.oneOf(Duration.ZERO, Duration.ZERO, Duration.ofMillis(1_500), Duration.ofSeconds(5));
        return new CampaignSettings(
                "June reminders",
                "",
                new AttemptHours(zone, window, contactZones),
                new RetryRule(retries, delay),
                new AttemptLimits(perDay, atOnce, throttle),
                opening,
                new RunPeriod(start, endAt(start), alwaysOn),
                random.once(6) ? Duration.ofMinutes(random.oneOf(1, 20, 300)) : null,
                phone && random.once(3) && !alwaysOn ? cycles(rhythm()) : null,
                random.once(4) ? new Breaker(random.from(2, 10), 50, Duration.ofMinutes(1)) : Breaker.DEFAULT,
                null,
                NumberRegion.ofZone("MX"));
    }

    private MessageContent template() {
        return new MessageContent.Template(
                "reminder", random.once(2) ? "reminder_2" : null, MessageContent.Template.DEFAULT_LANGUAGE, null);
    }

    /** Some campaigns start in the last seconds of their window. */
    private @Nullable Instant startAt(WeeklySchedule window, ZoneId zone) {
        Instant closes = window.undated().closes(now, zone).orElse(Instant.MAX);
        return closes.isBefore(now.plusSeconds(300)) && !random.once(4)
                ? closes.minus(random.within(Duration.ofSeconds(3)))
                : startAt();
    }

    private @Nullable Instant endAt(@Nullable Instant start) {
        Instant from = start == null ? now : start;
        return random.once(8)
                ? from.plusSeconds(1).plus(random.within(random.oneOf(Duration.ofMinutes(10), Duration.ofDays(2))))
                : null;
    }

    private @Nullable Integer limit(int contacts) {
        return random.once(2)
                ? null
                : Integer.valueOf(contacts > 20 ? contacts / random.from(2, 5) : random.from(1, 4));
    }

    private @Nullable Instant startAt() {
        return random.once(6) ? now.plus(random.within(Duration.ofHours(3))) : null;
    }

    private WeeklySchedule window(ZoneId zone, boolean large) {
        if (random.once(3)) {
            return WeeklySchedule.ALWAYS;
        }
        // Local times of Monday at 15:00 UTC in the campaigns' zones: 9:00, 16:00, 20:45 and 15:00.
        DayHours open = large
                ? random.oneOf(DayHours.of("09:00", "18:00"), DayHours.of("22:00", "02:00"))
                : random.once(2)
                        ? closingSoon(zone)
                        : random.oneOf(
                                DayHours.of("09:00", "18:00"),
                                DayHours.of("22:00", "02:00"),
                                DayHours.of("09:00", "09:02"),
                                DayHours.of("15:59", "16:01"),
                                DayHours.of("20:40", "20:46"),
                                DayHours.of("14:00", "15:01"),
                                DayHours.of("01:30", "02:30"),
                                DayHours.of("02:00", "03:00"),
                                DayHours.of("23:58", "24:00"),
                                DayHours.of("23:59", "00:01"));
        Map<DayOfWeek, DayHours> hours = new HashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day != DayOfWeek.SUNDAY) {
                hours.put(day, open);
            }
        }
        return new WeeklySchedule(hours);
    }

    /** The window closes a few minutes after the start: attempts planned for its last second may be late. */
    private DayHours closingSoon(ZoneId zone) {
        int minute = now.atZone(zone).toLocalTime().toSecondOfDay() / 60;
        int stop = (minute + random.from(1, 2)) % (24 * 60);
        return new DayHours((stop + 23 * 60) % (24 * 60), stop == 0 ? 24 * 60 : stop);
    }
}
