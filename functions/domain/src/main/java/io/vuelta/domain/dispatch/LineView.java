package io.vuelta.domain.dispatch;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.line.Lines;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The campaign and line of one command, read once for several of its attempts that begin close together. */
final class LineView {
    /** Older data is read again before a check. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private final Campaigns campaigns;
    private final Lines lines;
    private final InstantSource clock;
    private final CampaignId campaign;
    private final LineId line;
    private @Nullable Seen seen;

    LineView(Campaigns campaigns, Lines lines, InstantSource clock, CampaignId campaign, LineId line) {
        this.campaigns = campaigns;
        this.lines = lines;
        this.clock = clock;
        this.campaign = campaign;
        this.line = line;
    }

    /**
     * The data that was read.
     *
     * @param at an instant before the first read: all data is at least as new
     */
    record Seen(Campaign campaign, Line line, LinePace pace, Instant at) {}

    synchronized Seen seen() {
        Instant now = clock.instant();
        if (seen == null || seen.at().isBefore(now.minus(FRESH))) {
            seen = new Seen(
                    campaigns.find(campaign).orElseThrow(), lines.find(line).orElseThrow(), lines.pace(line), now);
        }
        return seen;
    }

    /** Reads the data again. */
    synchronized Seen again() {
        seen = null;
        return seen();
    }
}
