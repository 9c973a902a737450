package io.vuelta.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.AttemptRules;
import io.vuelta.domain.attempt.AttemptRules.Step;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.line.LineId;
import io.vuelta.testkit.examples.Examples;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that wait at their provider while their campaign may not call any more. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueuedCallsTest {
    private static final Instant T = Examples.MONDAY;
    private static final Instant END = T.plusSeconds(60);
    private static final LineId LINE = new LineId("line");
    private static final Campaign ACTIVE = campaign(CampaignStatus.ACTIVE);

    private static Campaign campaign(CampaignStatus status) {
        return Examples.campaign(
                new CampaignId("c1"), LINE, status, Examples.with().endAt(END).build());
    }

    private static Call call(CallStatus status) {
        AttemptId id = new AttemptId(Examples.contact(ACTIVE.id(), 1).id(), 1);
        Call created = Call.created(id, LINE, Examples.number(1), "Ana", true, "mark", new Place(1, 0), T);
        CallEvent event = new CallEvent.Reported("CA1", status, null, null, T);
        return (Call) ((Step.MoveTo) AttemptRules.apply(created, event)).next();
    }

    private static boolean isTooLate(Call call, Campaign campaign, Instant now) {
        return QueuedCalls.isTooLate(call, campaign, Set.of(), now);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "59, false", "60, true"})
    void a_call_still_queued_at_the_campaigns_end_is_canceled(int second, boolean tooLate) {
        assertThat(isTooLate(call(CallStatus.QUEUED), ACTIVE, T.plusSeconds(second)))
                .isEqualTo(tooLate);
    }

    @ParameterizedTest
    @EnumSource(
            value = CampaignStatus.class,
            names = {"INACTIVE", "CANCELLED", "FINISHED", "COOLDOWN"})
    void a_queued_call_of_an_inactive_campaign_is_canceled(CampaignStatus status) {
        assertThat(isTooLate(call(CallStatus.QUEUED), campaign(status), T)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = CallStatus.class,
            names = {"RINGING", "IN_PROGRESS", "BUSY"})
    void a_call_that_rings_or_has_ended_is_not_canceled(CallStatus status) {
        assertThat(isTooLate(call(status), campaign(CampaignStatus.CANCELLED), T))
                .isFalse();
    }

    @Test
    void a_call_without_a_provider_id_cannot_be_canceled() {
        AttemptId id = new AttemptId(Examples.contact(ACTIVE.id(), 1).id(), 1);
        Call created = Call.created(id, LINE, Examples.number(1), "Ana", true, "mark", new Place(1, 0), T);

        assertThat(isTooLate(created, ACTIVE, END)).isFalse();
    }
}
