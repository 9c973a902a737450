package io.vuelta.domain.settle;

import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.attempt.ReceivedMessages;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.Opening;
import io.vuelta.domain.campaign.Stop;
import io.vuelta.domain.campaign.StopCampaign;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.suppression.Consent;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.suppression.HeedConsent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Carries out what a provider's post says beside the events of attempts: who wants no more messages, what people wrote, and
 * what is wrong with the line's account. Safe to repeat.
 */
public final class HeedNews {
    private final HeedConsent consents;
    private final ReceivedMessages received;
    private final Campaigns campaigns;
    private final StopCampaign stopCampaign;
    private final InstantSource clock;

    public HeedNews(DoNotContact doNotContact, ReceivedMessages received, Campaigns campaigns, InstantSource clock) {
        this.consents = new HeedConsent(doNotContact);
        this.received = received;
        this.campaigns = campaigns;
        this.stopCampaign = new StopCampaign(campaigns);
        this.clock = clock;
    }

    public void apply(Consent consent) {
        consents.apply(consent);
    }

    public void apply(ReceivedMessage message) {
        received.put(message);
    }

    /** Pauses the line's campaigns, or lets those do without the template that send it. */
    public void apply(LineId line, LineNews news) {
        for (CampaignId id : campaigns.activeOn(line)) {
            campaigns
                    .find(id)
                    .filter(campaign -> isOfThisRun(campaign, news.at()))
                    .ifPresent(campaign -> apply(campaign, news));
        }
    }

    private void apply(Campaign campaign, LineNews news) {
        Instant now = clock.instant();
        switch (news) {
            case LineNews.AccountOut out -> stopCampaign.stop(campaign.id(), new Stop(out.reason(), now, List.of()));
            case LineNews.TemplateOut out -> {
                // Of its alternative a campaign hears when it sends that.
                if (campaign.settings().opening() instanceof Opening.Template opening
                        && opening.name().equals(out.template())
                        && opening.language().equals(out.language())) {
                    stopCampaign.templateOut(campaign.id(), out.template(), new Stop(out.reason(), now, List.of()));
                }
            }
        }
    }

    /** What happened before a campaign was last set going has been put right. Providers tell the time in whole seconds. */
    private static boolean isOfThisRun(Campaign campaign, Instant at) {
        Instant since = campaign.workingSince();
        return since != null && !at.isBefore(since.truncatedTo(ChronoUnit.SECONDS));
    }
}
