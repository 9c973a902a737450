package io.vuelta.handlers.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.LifeCycle;
import io.vuelta.domain.event.ItemChange;
import io.vuelta.domain.line.LineId;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.TestContext;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A revoked token, a used-up budget: an operator must be informed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PausedCampaignsTest {
    private static final Campaign ACTIVE =
            Examples.campaign(new CampaignId("C1"), new LineId("iph_1"), CampaignStatus.ACTIVE, Examples.settings());
    private static final Campaign STOPPED = ((LifeCycle.Decision.Moved)
                    LifeCycle.autoPause(ACTIVE, new AutoPause("TWILIO_20003", Examples.MONDAY, List.of())))
            .to();

    private final TestContext context = new TestContext();

    private void change(Campaign before, Campaign after) {
        PausedCampaigns.log(List.of(new ItemChange.OfCampaign(before, after, Examples.MONDAY)), context);
    }

    @Test
    void a_campaign_that_pauses_itself_is_logged_and_counted_once() {
        change(ACTIVE, STOPPED);
        change(STOPPED, STOPPED);

        assertThat(context.lines())
                .singleElement()
                .asString()
                .contains(
                        "\"event\":\"campaign_paused\"",
                        "\"campaign\":\"C1\",\"line\":\"iph_1\",\"reason\":\"TWILIO_20003\"",
                        "\"Name\":\"campaign_paused\",\"Unit\":\"Count\"");
    }

    @Test
    void a_campaign_that_a_person_pauses_is_not_logged() {
        change(ACTIVE, Examples.campaign(ACTIVE.id(), ACTIVE.line(), CampaignStatus.INACTIVE, Examples.settings()));

        assertThat(context.lines()).isEmpty();
    }
}
