package io.vuelta.domain.campaign;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes a campaign because of errors in its attempts: it pauses itself, or stops sending its template. */
public final class PauseCampaign {
    /** Maximum number of tries after lost races. After that, the next attempt will cause the same change. */
    private static final int TRIES = 5;

    /** An unusable template is tried again after this time. */
    public static final Duration TEMPLATE_RESTS = Duration.ofHours(1);

    private final Campaigns campaigns;

    public PauseCampaign(Campaigns campaigns) {
        this.campaigns = campaigns;
    }

    /** Pauses the campaign, unless it is not active. */
    public void pause(CampaignId id, AutoPause why) {
        change(
                id,
                campaign -> LifeCycle.autoPause(campaign, why) instanceof LifeCycle.Decision.Moved moved
                        ? moved.to()
                        : campaign);
    }

    /**
     * Makes the campaign send its alternative template for {@link #TEMPLATE_RESTS}, if {@code sent} is its first
     * template and it has an alternative. If it uses {@code sent} in another way, there is no replacement, and it is
     * paused. If it no longer uses {@code sent}, nothing changes.
     *
     * @param sent the name of the template that the provider reports as unusable
     */
    public void templateOut(CampaignId id, String sent, AutoPause why) {
        change(id, campaign -> {
            if (!(campaign.settings().opening() instanceof MessageContent.Template template)
                    || !template.names().contains(sent)) {
                return campaign;
            }
            if (template.isReplaceable(sent)) {
                return campaign.withoutTemplate(why.at().plus(TEMPLATE_RESTS));
            }
            return LifeCycle.autoPause(campaign, why) instanceof LifeCycle.Decision.Moved moved ? moved.to() : campaign;
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
