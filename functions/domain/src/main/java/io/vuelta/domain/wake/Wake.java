package io.vuelta.domain.wake;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.line.Answers;
import io.vuelta.domain.line.LineId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that wakes a line's pacer.
 *
 * @param campaign a campaign that must be handled although it is not in the line's list; null for none
 * @param reports reports of claims
 * @param late the number of these claims that were released because they were too late
 * @param lead the time from the plan until its command reached dispatch; zero if unknown, or if it is not meaningful
 *     because a function has just started
 * @param answers whether the line's provider answered these attempts
 */
public record Wake(
        LineId line, @Nullable CampaignId campaign, List<Report> reports, int late, Duration lead, Answers answers) {
    public Wake {
        reports = List.copyOf(reports);
    }

    /** A wake-up without reports. */
    public static Wake of(LineId line) {
        return new Wake(line, null, List.of(), 0, Duration.ZERO, Answers.NONE);
    }

    public static Wake of(LineId line, CampaignId campaign) {
        return new Wake(line, campaign, List.of(), 0, Duration.ZERO, Answers.NONE);
    }

    public static Wake of(LineId line, List<Report> reports) {
        return new Wake(line, null, reports, 0, Duration.ZERO, Answers.NONE);
    }
}
