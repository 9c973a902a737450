package io.vuelta.domain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.campaign.Cycles.Rhythm;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.window.DatedSchedule;
import io.vuelta.domain.window.DayHours;
import io.vuelta.domain.window.WeeklySchedule;
import io.vuelta.testkit.examples.Examples;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CyclesTest {
    /** A Monday, 9:00 in Mexico City, which is at UTC-6. */
    private static final Instant T = Examples.MONDAY;

    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final Rhythm HOURLY = new Rhythm.Cooldown(Duration.ofHours(1));

    private static Cycles cycles(Rhythm rhythm, @Nullable Integer maxIterations, @Nullable Integer maxPerDay) {
        return new Cycles(rhythm, maxIterations, maxPerDay, Set.of(), Set.of());
    }

    /** Monday and Wednesday from 9:00 to 17:00. */
    private static Rhythm scheduled(@Nullable LocalDate first, @Nullable LocalDate last) {
        DayHours office = DayHours.of("09:00", "17:00");
        return new Rhythm.Scheduled(new DatedSchedule(
                new WeeklySchedule(Map.of(DayOfWeek.MONDAY, office, DayOfWeek.WEDNESDAY, office)), first, last));
    }

    private static Campaign campaign(CampaignSettings settings, Cycle cycle) {
        return new Campaign(
                new CampaignId("c1"),
                Examples.AGENT,
                new LineId("line"),
                settings,
                new RunState(CampaignStatus.COOLDOWN, false, false, T, null),
                cycle,
                null,
                0,
                0,
                T,
                Retention.NONE,
                0);
    }

    private static @Nullable Instant next(Cycles cycles, Cycle cycle) {
        return campaign(Examples.with().cycles(cycles).build(), cycle)
                .nextCycle()
                .orElse(null);
    }

    private static Cycle dryAt(Instant at, int number) {
        return new Cycle(number, T, at, null, 0);
    }

    private static Cycle dryAfter(Instant at, LocalDate day, int onDay) {
        return new Cycle(onDay, T, at, day, onDay);
    }

    // When

    @ParameterizedTest
    @CsvSource({"0", "1", "90", "525600"})
    void a_cooldown_begins_when_the_pass_is_exhausted(int minutes) {
        Cycles cycles = cycles(new Rhythm.Cooldown(Duration.ofMinutes(minutes)), null, null);

        assertThat(next(cycles, dryAt(T, 0))).isEqualTo(T.plus(Duration.ofMinutes(minutes)));
    }

    @Test
    void before_a_pass_is_exhausted_and_without_cycles_there_is_no_next_cycle() {
        assertThat(next(cycles(HOURLY, null, null), new Cycle(0, T, null, null, 0)))
                .isNull();
        assertThat(campaign(Examples.settings(), dryAt(T, 0)).nextCycle()).isEmpty();
    }

    @ParameterizedTest(name = "dry at {0}: {1}")
    @CsvSource({
        // Monday before, at and after the start of its window; Wednesday after its start; Sunday.
        "2026-03-02T14:59:59.999Z, 2026-03-02T15:00:00Z",
        "2026-03-02T15:00:00Z,     2026-03-04T15:00:00Z",
        "2026-03-02T15:00:00.001Z, 2026-03-04T15:00:00Z",
        "2026-03-04T16:00:00Z,     2026-03-09T15:00:00Z",
        "2026-03-08T05:00:00Z,     2026-03-09T15:00:00Z",
    })
    void a_scheduled_cycle_begins_at_the_start_of_the_next_scheduled_days_window(Instant dry, Instant begins) {
        assertThat(next(cycles(scheduled(null, null), null, null), dryAt(dry, 0)))
                .isEqualTo(begins);
    }

    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource({
        "2026-03-03,           , 2026-03-04T15:00:00Z",
        "2026-03-04,           , 2026-03-04T15:00:00Z",
        "2026-03-05,           , 2026-03-09T15:00:00Z",
        "          , 2026-03-03,",
        "          , 2026-03-04, 2026-03-04T15:00:00Z",
        "          , 2026-03-05, 2026-03-04T15:00:00Z",
        "2026-03-04, 2026-03-04, 2026-03-04T15:00:00Z",
        "2026-03-05, 2026-03-08,",
    })
    void the_first_and_the_last_day_are_days_of_the_schedule(
            @Nullable LocalDate first, @Nullable LocalDate last, @Nullable Instant begins) {
        assertThat(next(cycles(scheduled(first, last), null, null), dryAt(T, 0)))
                .isEqualTo(begins);
    }

    // How often

    @ParameterizedTest
    @CsvSource({"0,false", "1,false"})
    void a_campaign_that_is_not_to_be_repeated_has_no_next_cycle(int number, boolean another) {
        assertThat(next(cycles(HOURLY, 0, null), dryAt(T, number)) != null).isEqualTo(another);
    }

    @ParameterizedTest
    @CsvSource({"1,true", "2,true", "3,false", "4,false"})
    void a_limit_of_three_repeats_allows_three(int number, boolean another) {
        assertThat(next(cycles(HOURLY, 3, null), dryAt(T, number)) != null).isEqualTo(another);
        assertThat(next(cycles(scheduled(null, null), 3, null), dryAt(T, number)) != null)
                .isEqualTo(another);
    }

    @Test
    void without_a_limit_there_is_always_another() {
        assertThat(next(cycles(HOURLY, null, null), dryAt(T, 1_000_000))).isEqualTo(T.plusSeconds(3_600));
    }

    @ParameterizedTest(name = "{0} on that day: {1}")
    @CsvSource({"1,2026-03-02T16:00:00Z", "2,2026-03-03T06:00:00Z", "3,2026-03-03T06:00:00Z"})
    void when_a_days_repeats_are_exhausted_the_next_one_begins_at_local_midnight(int onDay, Instant begins) {
        assertThat(next(cycles(HOURLY, null, 2), dryAfter(T, MONDAY, onDay))).isEqualTo(begins);
    }

    @ParameterizedTest(name = "dry at {0}: {1}")
    @CsvSource({
        "2026-03-03T04:59:59.999Z, 2026-03-03T06:00:00Z",
        "2026-03-03T05:00:00Z,     2026-03-03T06:00:00Z",
        "2026-03-03T05:00:00.001Z, 2026-03-03T06:00:00.001Z",
        "2026-03-03T23:00:00Z,     2026-03-04T00:00:00Z",
    })
    void a_cooldown_that_ends_on_the_next_local_day_counts_for_that_day(Instant dry, Instant begins) {
        assertThat(next(cycles(HOURLY, null, 1), dryAfter(dry, MONDAY, 1))).isEqualTo(begins);
    }

    @Test
    void a_day_that_has_no_midnight_begins_at_its_first_instant() {
        // In São Paulo the clock went from 23:59:59 on 3 November 2018 to 1:00 on the 4th.
        CampaignSettings settings = Examples.with()
                .zone(ZoneId.of("America/Sao_Paulo"))
                .cycles(cycles(HOURLY, null, 1))
                .build();
        Instant dry = Instant.parse("2018-11-03T15:00:00Z");

        assertThat(campaign(settings, dryAfter(dry, LocalDate.of(2018, 11, 3), 1))
                        .nextCycle())
                .contains(Instant.parse("2018-11-04T03:00:00Z"));
    }

    @Test
    void a_scheduled_day_whose_repeats_were_started_by_hand_before_its_window_is_skipped() {
        Instant earlyOnMonday = Instant.parse("2026-03-02T13:00:00Z");

        assertThat(next(cycles(scheduled(null, null), null, 1), dryAfter(earlyOnMonday, MONDAY, 1)))
                .isEqualTo(Instant.parse("2026-03-04T15:00:00Z"));
        assertThat(next(cycles(scheduled(null, null), null, 2), dryAfter(earlyOnMonday, MONDAY, 1)))
                .isEqualTo(T);
    }

    @Test
    void repeats_of_a_day_are_counted_from_one_on_every_day() {
        Cycle first = Cycle.FIRST.next(T, MONDAY);
        Cycle second = first.next(T.plusSeconds(1), MONDAY);
        Cycle third = second.next(T.plusSeconds(86_400), MONDAY.plusDays(1));

        assertThat(List.of(first.begunOn(MONDAY), second.begunOn(MONDAY), third.begunOn(MONDAY)))
                .containsExactly(1, 2, 0);
        assertThat(third.begunOn(MONDAY.plusDays(1))).isEqualTo(1);
        assertThat(third.number()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"-1,true", "0,false", "1,false"})
    void no_cycle_begins_at_the_campaigns_end_or_after_it(int millisAfterEnd, boolean begins) {
        Instant hour = T.plusSeconds(3_600);
        CampaignSettings settings = Examples.with()
                .cycles(cycles(HOURLY, null, null))
                .endAt(hour.minusMillis(millisAfterEnd))
                .build();

        assertThat(campaign(settings, dryAt(T, 0)).nextCycle().isPresent()).isEqualTo(begins);
    }

    // With whom

    @ParameterizedTest
    @EnumSource(ContactStatus.class)
    void only_failed_voicemail_and_answered_contacts_return(ContactStatus status) {
        boolean returns = Set.of(ContactStatus.FAILED, ContactStatus.VOICEMAIL, ContactStatus.ANSWERED)
                .contains(status);

        assertThat(cycles(HOURLY, null, null).bringBack(status, List.of())).isEqualTo(returns);
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, '', true",
        "FAILED, vip, false",
        "FAILED, 'a vip', false",
        "FAILED, VIP, true",
        "ANSWERED, '', false",
        "ANSWERED, vip, false"
    })
    void a_status_or_a_tag_of_the_filters_excludes_a_contact(ContactStatus status, String tags, boolean returns) {
        Cycles cycles = new Cycles(HOURLY, null, null, Set.of(ContactStatus.ANSWERED), Set.of("vip", "done"));

        assertThat(cycles.bringBack(status, tags.isEmpty() ? List.of() : List.of(tags.split(" "))))
                .isEqualTo(returns);
    }

    @Test
    void only_different_filters_are_a_change_of_the_filters() {
        Cycles before = cycles(HOURLY, 1, null);
        Campaign campaign =
                campaign(Examples.with().cycles(before).build(), dryAt(T, 0)).changed(Examples.settings());
        assertThat(campaign.filtered()).isZero();

        Campaign with = campaign(Examples.with().cycles(before).build(), dryAt(T, 0));
        assertThat(with.changed(Examples.with().cycles(cycles(HOURLY, 9, 9)).build())
                        .filtered())
                .isZero();
        Cycles edited = new Cycles(HOURLY, 1, null, Set.of(ContactStatus.FAILED), Set.of());
        Campaign changed = with.changed(Examples.with().cycles(edited).build());
        assertThat(changed.filtered()).isEqualTo(changed.epoch()).isPositive();
    }

    // Hours

    @Test
    void repeats_follow_the_hours_of_their_schedule_and_the_first_pass_does_not() {
        CampaignSettings settings = Examples.with()
                .cycles(cycles(scheduled(null, null), null, null))
                .build();
        Instant evening = Instant.parse("2026-03-03T00:00:00Z");

        assertThat(campaign(settings, new Cycle(0, T, null, null, 0)).hours().isOpen(evening))
                .isTrue();
        assertThat(campaign(settings, new Cycle(1, T, null, MONDAY, 1)).hours().isOpen(evening))
                .isFalse();
        assertThat(campaign(settings, new Cycle(1, T, null, MONDAY, 1)).hours().isOpen(T))
                .isTrue();
    }

    @ParameterizedTest(name = "in cycle {0} at {1}")
    @CsvSource({
        "1, 2026-03-02T22:59:59.999Z, false",
        "1, 2026-03-02T23:00:00Z, true",
        "0, 2026-03-02T23:00:00Z, false",
    })
    void the_days_of_repeats_are_over_when_the_last_days_window_closes(int number, Instant at, boolean over) {
        CampaignSettings settings = Examples.with()
                .cycles(cycles(scheduled(null, MONDAY), null, null))
                .build();

        assertThat(campaign(settings, new Cycle(number, T, null, MONDAY, 1)).cyclesAreOver(at))
                .isEqualTo(over);
    }

    /** Scheduled from nine to five on this last day, in a campaign that calls from two to three. */
    @ParameterizedTest
    @CsvSource({"2026-03-02T15:00:00Z, false", "2026-03-02T20:59:59.999Z, false", "2026-03-02T21:00:00Z, true"})
    void the_days_of_repeats_are_over_when_the_campaigns_window_does_not_open_again_within_them(
            Instant at, boolean over) {
        WeeklySchedule twoToThree = new WeeklySchedule(Map.of(DayOfWeek.MONDAY, DayHours.of("14:00", "15:00")));
        CampaignSettings settings = Examples.with()
                .window(twoToThree)
                .cycles(cycles(scheduled(null, MONDAY), null, null))
                .build();

        assertThat(campaign(settings, new Cycle(1, T, null, MONDAY, 1)).cyclesAreOver(at))
                .isEqualTo(over);
    }

    // Limits

    @ParameterizedTest
    @CsvSource({"-1,false", "0,true", "1000,true", "1001,false"})
    void up_to_a_thousand_iterations_may_be_asked_for(int most, boolean allowed) {
        assertAllowed(allowed, "cycles.max_iterations", () -> cycles(HOURLY, most, null));
    }

    @ParameterizedTest
    @CsvSource({"0,false", "1,true", "100,true", "101,false"})
    void up_to_a_hundred_iterations_a_day_may_be_asked_for(int most, boolean allowed) {
        assertAllowed(allowed, "cycles.max_iterations_per_day", () -> cycles(HOURLY, null, most));
    }

    @ParameterizedTest
    @CsvSource({"-1,false", "0,true", "525600,true", "525601,false"})
    void a_cooldown_is_a_year_at_most(int minutes, boolean allowed) {
        assertAllowed(allowed, "cycles.cooldown_minutes", () -> new Rhythm.Cooldown(Duration.ofMinutes(minutes)));
    }

    private static void assertAllowed(boolean allowed, String field, Runnable made) {
        if (allowed) {
            made.run();
        } else {
            assertThatThrownBy(made::run)
                    .isInstanceOfSatisfying(
                            InvalidSetting.class,
                            wrong -> assertThat(wrong.field()).isEqualTo(field));
        }
    }
}
