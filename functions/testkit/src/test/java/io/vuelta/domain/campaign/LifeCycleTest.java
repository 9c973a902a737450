package io.vuelta.domain.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.LifeCycle.Decision;
import io.vuelta.domain.line.LineId;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LifeCycleTest {
    private static final Instant NOW = Examples.MONDAY;

    /** A campaign in this status; one in its cooldown has another cycle. */
    private static Campaign in(CampaignStatus status) {
        if (status == CampaignStatus.COOLDOWN) {
            return coolingDown();
        }
        return Examples.campaign(new CampaignId("c1"), new LineId("line"), status, Examples.settings());
    }

    /** A dash means refused, an equals sign means unchanged. */
    @ParameterizedTest(
            name =
                    "{0}: from pending {1}, ready {2}, active {3}, inactive {4}, cooldown {5}, finished {6}, cancelled {7}")
    @CsvSource({
        "ACTIVATE, ACTIVE,    ACTIVE,    -,         -,         cycle 1,   -, -",
        "PAUSE,    -,         -,         INACTIVE,  =,         INACTIVE,  -, -",
        "RESUME,   -,         -,         =,         ACTIVE,    -,         -, -",
        "CANCEL,   CANCELLED, CANCELLED, CANCELLED, CANCELLED, CANCELLED, -, -",
        "LOADED,   READY,     =,         =,         =,         =,         =, =",
        "DONE,     -,         -,         FINISHED,  -,         FINISHED,  -, -",
        "PASS_EXHAUSTED, -,    -,         COOLDOWN,  -,         -,         -, -",
        "NEXT_CYCLE, -,       -,         -,         -,         cycle 1,   -, -",
        "RESUME_PASS, -,         -,         -,         -,         ACTIVE,    -, -",
        "REOPEN,   -,         -,         -,         -,         -,         ACTIVE, -",
    })
    void each_action_from_each_status(
            CampaignAction action,
            String pending,
            String ready,
            String active,
            String inactive,
            String cooldown,
            String finished,
            String cancelled) {
        List<String> expected = List.of(pending, ready, active, inactive, cooldown, finished, cancelled);

        assertThat(Arrays.stream(CampaignStatus.values())
                        .map(status -> resultOf(LifeCycle.decide(in(status), action, NOW))))
                .containsExactlyElementsOf(expected);
    }

    private static String resultOf(Decision decision) {
        return switch (decision) {
            case Decision.Moved moved -> moved.to().status().name();
            case Decision.NextCycle next -> "cycle " + next.to().cycle().number();
            case Decision.Unchanged _ -> "=";
            case Decision.Refused _ -> "-";
            case Decision.Archived _ -> "archived";
        };
    }

    @ParameterizedTest
    @EnumSource(CampaignStatus.class)
    void archiving_is_possible_from_everywhere_and_keeps_the_status(CampaignStatus status) {
        assertThat(LifeCycle.decide(in(status), CampaignAction.ARCHIVE, NOW))
                .isInstanceOfSatisfying(Decision.Moved.class, moved -> {
                    assertThat(moved.to().archived()).isTrue();
                    assertThat(moved.to().status()).isEqualTo(status);
                    assertThat(moved.to().mayAttempt()).isFalse();
                    assertThat(LifeCycle.decide(moved.to(), CampaignAction.ARCHIVE, NOW))
                            .isEqualTo(new Decision.Unchanged());
                });
    }

    @ParameterizedTest
    @EnumSource(CampaignStatus.class)
    void unarchiving_gives_back_what_was_there(CampaignStatus status) {
        Campaign archived = moved(in(status), CampaignAction.ARCHIVE, NOW);

        Campaign back = moved(archived, CampaignAction.UNARCHIVE, NOW);

        assertThat(back.archived()).isFalse();
        assertThat(back.status()).isEqualTo(status);
        assertThat(back.mayAttempt()).isEqualTo(status == CampaignStatus.ACTIVE);
        assertThat(back.epoch()).isEqualTo(archived.epoch() + 1);
        assertThat(LifeCycle.decide(back, CampaignAction.UNARCHIVE, NOW)).isEqualTo(new Decision.Unchanged());
    }

    @ParameterizedTest
    @EnumSource(CampaignStatus.class)
    void an_archived_campaign_cannot_be_started(CampaignStatus status) {
        Campaign archived = moved(in(status), CampaignAction.ARCHIVE, NOW);

        assertThat(Stream.of(
                                CampaignAction.ACTIVATE,
                                CampaignAction.RESUME,
                                CampaignAction.REOPEN,
                                CampaignAction.REPEATED)
                        .map(action -> resultOf(LifeCycle.decide(archived, action, NOW))))
                .containsOnly("archived");
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING,ACTIVE CANCELLED",
        "READY,ACTIVE CANCELLED",
        "ACTIVE,INACTIVE CANCELLED",
        "INACTIVE,ACTIVE CANCELLED",
        "COOLDOWN,ACTIVE INACTIVE CANCELLED",
        "FINISHED,''",
        "CANCELLED,''"
    })
    void a_refusal_names_the_reachable_statuses(CampaignStatus from, String targets) {
        List<CampaignStatus> valid = Stream.of(targets.split(" "))
                .filter(name -> !name.isEmpty())
                .map(CampaignStatus::valueOf)
                .toList();

        assertThat(LifeCycle.targets(from)).containsExactlyElementsOf(valid);
        if (from != CampaignStatus.ACTIVE) {
            assertThat(LifeCycle.decide(in(from), CampaignAction.PASS_EXHAUSTED, NOW))
                    .isEqualTo(new Decision.Refused(from, valid));
        }
    }

    @Test
    void every_transition_raises_the_epoch_so_that_planned_attempts_are_released() {
        for (CampaignAction action : List.of(CampaignAction.PAUSE, CampaignAction.CANCEL, CampaignAction.ARCHIVE)) {
            assertThat(LifeCycle.decide(in(CampaignStatus.ACTIVE), action, NOW))
                    .isInstanceOfSatisfying(
                            Decision.Moved.class,
                            moved -> assertThat(moved.to().epoch()).isEqualTo(1));
        }
    }

    @ParameterizedTest
    @EnumSource(CampaignStatus.class)
    void hang_up_cancels_and_hangs_up_and_cancel_does_not_hang_up(CampaignStatus status) {
        Decision cancelled = LifeCycle.decide(in(status), CampaignAction.CANCEL, NOW);
        Decision hungUp = LifeCycle.decide(in(status), CampaignAction.HANG_UP, NOW);

        if (cancelled instanceof Decision.Moved moved && hungUp instanceof Decision.Moved hangs) {
            assertThat(moved.to().state().hangsUp()).isFalse();
            assertThat(hangs.to().state().hangsUp()).isTrue();
            assertThat(hangs.to().status()).isEqualTo(CampaignStatus.CANCELLED);
            assertThat(hangs.to().epoch()).isEqualTo(moved.to().epoch());
        } else {
            assertThat(hungUp).isEqualTo(cancelled);
        }
    }

    @Test
    void the_api_has_six_actions() {
        assertThat(Stream.of("activate", "pause", "resume", "cancel", "archive", "unarchive")
                        .map(CampaignAction::ofWire))
                .allMatch(Optional::isPresent);
        assertThat(Stream.of("loaded", "done", "hang_up", "ACTIVATE", "").map(CampaignAction::ofWire))
                .allMatch(Optional::isEmpty);
    }

    // Cooldown

    private static final Duration AN_HOUR = Duration.ofHours(1);

    /** A campaign that was exhausted now, with an hour until the next cycle. */
    private static Campaign coolingDown() {
        Cycles cycles = new Cycles(new Cycles.Rhythm.Cooldown(AN_HOUR), null, null, Set.of(), Set.of());
        Campaign active = Examples.campaign(
                new CampaignId("c1"),
                new LineId("line"),
                CampaignStatus.ACTIVE,
                Examples.with().cycles(cycles).build());
        return moved(active, CampaignAction.PASS_EXHAUSTED, NOW);
    }

    private static Campaign moved(Campaign campaign, CampaignAction action, Instant at) {
        Decision decision = LifeCycle.decide(campaign, action, at);
        assertThat(decision).as("%s from %s", action, campaign.status()).isInstanceOf(Decision.Moved.class);
        return ((Decision.Moved) decision).to();
    }

    @Test
    void an_exhausted_campaign_has_the_instant_and_begins_its_next_cycle_after_the_cooldown() {
        assertThat(coolingDown().cycle().exhaustedAt()).isEqualTo(NOW);
        assertThat(coolingDown().nextCycle()).contains(NOW.plus(AN_HOUR));
    }

    @ParameterizedTest
    @EnumSource(
            value = CampaignAction.class,
            names = {"ACTIVATE", "NEXT_CYCLE"})
    void the_next_cycle_has_its_own_number_and_start_and_no_other_state_of_the_exhausted_one(CampaignAction action) {
        Instant later = NOW.plusSeconds(5);

        Decision decision = LifeCycle.decide(coolingDown(), action, later);

        assertThat(decision).isInstanceOfSatisfying(Decision.NextCycle.class, next -> {
            assertThat(next.to().status()).isEqualTo(CampaignStatus.ACTIVE);
            assertThat(next.to().cycle()).isEqualTo(new Cycle(1, later, null, LocalDate.of(2026, 3, 2), 1));
            assertThat(next.to().state().workingSince()).isEqualTo(later);
        });
    }

    @ParameterizedTest
    @CsvSource({"3599,COOLDOWN", "3600,cycle 1", "3601,cycle 1"})
    void a_campaign_paused_in_its_cooldown_returns_to_it_unless_it_has_ended(int seconds, String expected) {
        Campaign paused = moved(coolingDown(), CampaignAction.PAUSE, NOW.plusSeconds(60));

        assertThat(resultOf(LifeCycle.decide(paused, CampaignAction.RESUME, NOW.plusSeconds(seconds))))
                .isEqualTo(expected);
    }

    @Test
    void a_pause_does_not_extend_a_cooldown() {
        Campaign paused = moved(coolingDown(), CampaignAction.PAUSE, NOW.plusSeconds(60));

        Campaign resumed = moved(paused, CampaignAction.RESUME, NOW.plusSeconds(120));

        assertThat(resumed.nextCycle()).contains(NOW.plus(AN_HOUR));
    }

    @ParameterizedTest
    @EnumSource(
            value = CampaignAction.class,
            names = {"RESUME_PASS", "REOPEN"})
    void a_campaign_that_resumes_its_pass_stays_in_the_same_cycle(CampaignAction action) {
        Campaign from = action == CampaignAction.RESUME_PASS
                ? coolingDown()
                : moved(coolingDown(), CampaignAction.DONE, NOW.plusSeconds(1));

        Campaign on = moved(from, action, NOW.plusSeconds(60));

        // Its end and its continuation are separate phases: earlier decisions are made again.
        assertThat(on.cycle()).isEqualTo(new Cycle(0, NOW, null, null, 0));
        assertThat(on.state().workingSince()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void the_first_pass_begins_when_the_campaign_is_first_activated_and_not_again_when_it_is_resumed() {
        Campaign active = moved(in(CampaignStatus.READY), CampaignAction.ACTIVATE, NOW);
        Campaign resumed = moved(
                moved(active, CampaignAction.PAUSE, NOW.plusSeconds(1)), CampaignAction.RESUME, NOW.plusSeconds(9));

        assertThat(active.cycle().began()).isEqualTo(NOW);
        assertThat(resumed.cycle().began()).isEqualTo(NOW);
        assertThat(resumed.state().workingSince()).isEqualTo(NOW.plusSeconds(9));
    }

    // Automatic pause

    private static final AutoPause STOP = new AutoPause(AutoPause.TECHNICAL_FAILURES, NOW, List.of("a", "b"));

    @ParameterizedTest
    @EnumSource(CampaignStatus.class)
    void a_campaign_pauses_itself_only_while_it_is_active_or_cools_down(CampaignStatus status) {
        boolean stops = status == CampaignStatus.ACTIVE || status == CampaignStatus.COOLDOWN;

        assertThat(resultOf(LifeCycle.autoPause(in(status), STOP))).isEqualTo(stops ? "INACTIVE" : "-");
    }

    @Test
    void the_reason_of_an_automatic_pause_stays_until_the_campaign_is_started_again() {
        Campaign stopped = ((Decision.Moved) LifeCycle.autoPause(in(CampaignStatus.ACTIVE), STOP)).to();
        assertThat(stopped.state().autoPause()).isEqualTo(STOP);
        assertThat(stopped.epoch()).isEqualTo(1);

        assertThat(LifeCycle.decide(stopped, CampaignAction.PAUSE, NOW)).isEqualTo(new Decision.Unchanged());
        assertThat(stopped.changed(Examples.settings()).state().autoPause()).isEqualTo(STOP);
        assertThat(moved(stopped, CampaignAction.ARCHIVE, NOW).state().autoPause())
                .isEqualTo(STOP);

        Campaign resumed = moved(stopped, CampaignAction.RESUME, NOW.plusSeconds(60));
        assertThat(resumed.state().autoPause()).isNull();
        assertThat(resumed.state().workingSince()).isEqualTo(NOW.plusSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({"19,19", "20,20", "21,20"})
    void at_most_twenty_attempts_that_tripped_the_breaker_are_kept(int tripped, int kept) {
        List<String> attempts =
                IntStream.range(0, tripped).mapToObj(Integer::toString).toList();

        assertThat(new AutoPause("X", NOW, attempts).attempts()).hasSize(kept);
    }
}
