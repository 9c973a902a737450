package vuelta.domain.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vuelta.domain.campaign.LifeCycle.Decision;
import vuelta.domain.fakes.Examples;
import vuelta.domain.line.LineId;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LifeCycleTest {
    private static Campaign in(CampaignStatus status) {
        return Examples.campaign(new CampaignId("c1"), new LineId("line"), status, Examples.settings());
    }

    /** A dash refuses, an equals sign changes nothing. */
    @ParameterizedTest(
            name =
                    "{0}: from pending {1}, ready {2}, active {3}, inactive {4}, cooldown {5}, finished {6}, cancelled {7}")
    @CsvSource({
        "ACTIVATE, ACTIVE,    ACTIVE,    -,         -,         ACTIVE,    -, -",
        "PAUSE,    -,         -,         INACTIVE,  =,         INACTIVE,  -, -",
        "RESUME,   -,         -,         =,         ACTIVE,    -,         -, -",
        "CANCEL,   CANCELLED, CANCELLED, CANCELLED, CANCELLED, CANCELLED, -, -",
        "LOADED,   READY,     =,         =,         =,         =,         =, =",
        "DONE,     -,         -,         FINISHED,  -,         -,         -, -",
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

        assertThat(Arrays.stream(CampaignStatus.values()).map(status -> told(LifeCycle.decide(in(status), action))))
                .containsExactlyElementsOf(expected);
    }

    private static String told(Decision decision) {
        return switch (decision) {
            case Decision.Moved moved -> moved.to().status().name();
            case Decision.Unchanged same -> "=";
            case Decision.Refused refused -> "-";
        };
    }

    @ParameterizedTest
    @EnumSource(CampaignStatus.class)
    void archiving_is_possible_from_everywhere_and_keeps_the_status(CampaignStatus status) {
        assertThat(LifeCycle.decide(in(status), CampaignAction.ARCHIVE))
                .isInstanceOfSatisfying(Decision.Moved.class, moved -> {
                    assertThat(moved.to().archived()).isTrue();
                    assertThat(moved.to().status()).isEqualTo(status);
                    assertThat(moved.to().works()).isFalse();
                    assertThat(LifeCycle.decide(moved.to(), CampaignAction.ARCHIVE))
                            .isEqualTo(new Decision.Unchanged());
                });
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
    void a_refusal_names_where_a_person_can_go_instead(CampaignStatus from, String targets) {
        List<CampaignStatus> valid = Stream.of(targets.split(" "))
                .filter(name -> !name.isEmpty())
                .map(CampaignStatus::valueOf)
                .toList();

        assertThat(LifeCycle.targets(from)).containsExactlyElementsOf(valid);
        if (from != CampaignStatus.ACTIVE) {
            assertThat(LifeCycle.decide(in(from), CampaignAction.DONE)).isEqualTo(new Decision.Refused(from, valid));
        }
    }

    @Test
    void every_move_raises_the_epoch_so_that_what_was_planned_before_is_given_back() {
        for (CampaignAction action : List.of(CampaignAction.PAUSE, CampaignAction.CANCEL, CampaignAction.ARCHIVE)) {
            assertThat(LifeCycle.decide(in(CampaignStatus.ACTIVE), action))
                    .isInstanceOfSatisfying(
                            Decision.Moved.class,
                            moved -> assertThat(moved.to().epoch()).isEqualTo(1));
        }
    }

    @Test
    void people_ask_for_five_actions() {
        assertThat(Stream.of("activate", "pause", "resume", "cancel", "archive").map(CampaignAction::ofWire))
                .allMatch(Optional::isPresent);
        assertThat(Stream.of("loaded", "done", "ACTIVATE", "").map(CampaignAction::ofWire))
                .allMatch(Optional::isEmpty);
    }
}
