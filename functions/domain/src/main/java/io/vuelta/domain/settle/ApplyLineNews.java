package io.vuelta.domain.settle;

import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.attempt.ReceivedMessages;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.campaign.PauseCampaign;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.suppression.ApplyConsent;
import io.vuelta.domain.suppression.Consent;
import io.vuelta.domain.suppression.DoNotContact;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Carries out what a provider's post says beside the events of attempts: who wants no more messages, what people wrote, and
 * what is wrong with the line's account. Safe to repeat.
 */
public final class ApplyLineNews {
    private final ApplyConsent consents;
    private final ReceivedMessages received;
    private final Campaigns campaigns;
    private final PauseCampaign stopCampaign;
    private final InstantSource clock;

    public ApplyLineNews(
            DoNotContact doNotContact, ReceivedMessages received, Campaigns campaigns, InstantSource clock) {
        this.consents = new ApplyConsent(doNotContact);
        this.received = received;
        this.campaigns = campaigns;
        this.stopCampaign = new PauseCampaign(campaigns);
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
            case LineNews.AccountOut out ->
                stopCampaign.stop(campaign.id(), new AutoPause(out.reason(), now, List.of()));
            case LineNews.TemplateUnusable out -> {
                // Of its alternative a campaign hears when it sends that.
                if (campaign.settings().opening() instanceof MessageContent.Template opening
                        && opening.name().equals(out.template())
                        && opening.language().equals(out.language())) {
                    stopCampaign.templateOut(
                            campaign.id(), out.template(), new AutoPause(out.reason(), now, List.of()));
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
