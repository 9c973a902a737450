package io.vuelta.domain.wake;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.line.Answers;
import io.vuelta.domain.line.LineId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Wakes a line's pacer.
 *
 * @param campaign that must be handled although it is not on the line's list; null for none
 * @param reports of claims
 * @param late how many of these claims were released because they came too late
 * @param lead from the plan to the moment at which its command reached dispatch; zero if it is not known, or says
 *     nothing because a function has just started
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
