package io.vuelta.domain.campaign;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes a campaign because of what its attempts met: it pauses itself, or does without its template. */
public final class PauseCampaign {
    /** A race lost to another change is decided again, this often; then the next attempt will meet the same. */
    private static final int TRIES = 5;

    /** An unusable template is tried again after this time. */
    public static final Duration TEMPLATE_RESTS = Duration.ofHours(1);

    private final Campaigns campaigns;

    public PauseCampaign(Campaigns campaigns) {
        this.campaigns = campaigns;
    }

    /** Pauses it, unless it does not work anyhow. */
    public void stop(CampaignId id, AutoPause why) {
        change(
                id,
                campaign -> LifeCycle.stop(campaign, why) instanceof LifeCycle.Decision.Moved moved
                        ? moved.to()
                        : campaign);
    }

    /** Sends its alternative template for a while; one that has none, or was sending that, pauses itself. */
    public void templateOut(CampaignId id, String sent, AutoPause why) {
        change(id, campaign -> {
            boolean hasOther = campaign.settings().opening() instanceof MessageContent.Template template
                    && template.alternative() != null
                    && !sent.equals(template.alternative());
            if (hasOther) {
                return campaign.withoutTemplate(why.at().plus(TEMPLATE_RESTS));
            }
            return LifeCycle.stop(campaign, why) instanceof LifeCycle.Decision.Moved moved ? moved.to() : campaign;
        });
    }

    private void change(CampaignId id, UnaryOperator<Campaign> decision) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Campaign> campaign = campaigns.find(id);
            if (campaign.isEmpty()) {
                return;
            }
            Campaign next = decision.apply(campaign.get());
            if (next.equals(campaign.get()) || campaigns.save(next)) {
                return;
            }
        }
    }
}
