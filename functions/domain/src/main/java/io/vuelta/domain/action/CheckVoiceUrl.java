package io.vuelta.domain.action;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.line.VoiceUrlProblem;
import io.vuelta.domain.line.VoiceUrls;
import java.util.Optional;

/**
 * Checks whether a server answers at the {@code voice_url} of a campaign's line. If none does, Twilio reads an error
 * message out to every person who answers.
 */
public final class CheckVoiceUrl {
    private final Campaigns campaigns;
    private final Lines lines;
    private final VoiceUrls urls;

    public CheckVoiceUrl(Campaigns campaigns, Lines lines, VoiceUrls urls) {
        this.campaigns = campaigns;
        this.lines = lines;
        this.urls = urls;
    }

    /** The reason why the campaign cannot begin. */
    public record Unreachable(String url, VoiceUrlProblem problem) {}

    /** Empty if the campaign may begin, its line has no voice URL, or the campaign does not exist. */
    public Optional<Unreachable> check(CampaignId id) {
        return campaigns
                .find(id)
                .map(Campaign::line)
                .flatMap(lines::find)
                .map(Line::voiceUrl)
                .flatMap(url -> urls.problem(url).map(problem -> new Unreachable(url, problem)));
    }
}
