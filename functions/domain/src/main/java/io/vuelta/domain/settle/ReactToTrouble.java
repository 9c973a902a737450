package io.vuelta.domain.settle;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.campaign.PauseCampaign;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.wake.Wakes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reacts to errors that concern more than one attempt. A line that exceeds its provider's rate limit is slowed, and a
 * line whose provider does not work is blocked. A campaign whose account is unusable pauses itself. A campaign whose
 * first template is unusable sends its alternative for a while. Without an alternative, or if another of its templates
 * is unusable, it pauses itself. Safe to repeat.
 */
public final class ReactToTrouble {
    private final Campaigns campaigns;
    private final Lines lines;
    private final Wakes wakes;
    private final PauseCampaign pauseCampaign;
    private final InstantSource clock;

    public ReactToTrouble(Campaigns campaigns, Lines lines, Wakes wakes, InstantSource clock) {
        this.campaigns = campaigns;
        this.lines = lines;
        this.wakes = wakes;
        this.pauseCampaign = new PauseCampaign(campaigns);
        this.clock = clock;
    }

    /**
     * Reacts to an error in the answer to a request.
     *
     * @param reason the code of the provider or of Vuelta
     */
    public void answered(Attempt attempt, ProviderTrouble.Wider trouble, String reason) {
        CampaignId campaign = attempt.id().campaign();
        switch (trouble) {
            case ProviderTrouble.LineThrottled throttled -> slow(attempt.line(), throttled.until());
            case ProviderTrouble.LineDown down -> block(attempt.line(), down.until(), LinePace.Block.ERROR);
            case ProviderTrouble.AccountUnusable _ -> pauseCampaign.pause(campaign, why(reason, attempt));
            case ProviderTrouble.TemplateUnusable _ ->
                pauseCampaign.templateOut(campaign, sent(attempt), why(reason, attempt));
        }
    }

    /**
     * Reacts to an error of an attempt that a webhook reports. It is ignored if it is older than the campaign's last
     * start.
     *
     * @param at when the error happened
     */
    public void reported(Attempt attempt, ProviderTrouble.Wider trouble, String reason, Instant at) {
        if (campaigns
                .find(attempt.id().campaign())
                .filter(campaign -> isOfThisRun(campaign, at))
                .isPresent()) {
            answered(attempt, trouble, reason);
        }
    }

    /**
     * Reacts to an error of a line that a webhook reports, without an attempt. Campaigns that were started later ignore
     * it.
     *
     * @param at when the error happened
     */
    public void reported(LineId line, ProviderTrouble.Wider trouble, String reason, Instant at) {
        AutoPause why = new AutoPause(reason, clock.instant(), List.of());
        switch (trouble) {
            case ProviderTrouble.LineThrottled throttled -> slow(line, throttled.until());
            case ProviderTrouble.LineDown down -> block(line, down.until(), LinePace.Block.ERROR);
            case ProviderTrouble.AccountUnusable _ ->
                forEachRunning(line, at, campaign -> pauseCampaign.pause(campaign.id(), why));
            case ProviderTrouble.TemplateUnusable unusable ->
                forEachRunning(line, at, campaign -> {
                    if (unusable.template() != null && sends(campaign, unusable.template())) {
                        pauseCampaign.templateOut(
                                campaign.id(), unusable.template().name(), why);
                    }
                });
        }
    }

    private void slow(LineId id, Instant until) {
        LinePace pace = lines.pace(id);
        Optional<LinePace> slowed = lines.find(id).flatMap(line -> pace.slowed(line, until, clock.instant()));
        if (slowed.isEmpty()) {
            block(id, until, LinePace.Block.RATE);
            return;
        }
        // If this write fails, another attempt has slowed the line at the same time.
        lines.slow(pace, slowed.get());
        wakes.wake(id);
    }

    /** Blocks the line. A pacer that has read the line before must plan again. */
    private void block(LineId id, Instant until, LinePace.Block why) {
        lines.block(id, until, why);
        wakes.wake(id);
    }

    private void forEachRunning(LineId line, Instant at, Consumer<Campaign> change) {
        for (CampaignId id : campaigns.activeOn(line)) {
            campaigns.find(id).filter(campaign -> isOfThisRun(campaign, at)).ifPresent(change);
        }
    }

    /**
     * Whether the error is from the time since the campaign's last start; earlier errors have been corrected. Providers
     * give the time in whole seconds.
     */
    private static boolean isOfThisRun(Campaign campaign, Instant at) {
        Instant since = campaign.state().workingSince();
        return since != null && !at.isBefore(since.truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * Whether the campaign is sending this template now. An error of its alternative concerns it only while it sends
     * the alternative.
     */
    private static boolean sends(Campaign campaign, ProviderTrouble.Template template) {
        return campaign.settings().opening() instanceof MessageContent.Template opening
                && opening.name().equals(template.name())
                && opening.language().equals(template.language());
    }

    private static String sent(Attempt attempt) {
        return attempt instanceof Message message ? message.template() : "";
    }

    private AutoPause why(String reason, Attempt attempt) {
        return new AutoPause(reason, clock.instant(), List.of(attempt.id().toString()));
    }
}
