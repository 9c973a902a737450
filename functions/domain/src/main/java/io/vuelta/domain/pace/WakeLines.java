package io.vuelta.domain.pace;

import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.wake.Wakes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Wakes every line that has active campaigns: a lost wake-up or alarm causes a delay of an hour at most. */
public final class WakeLines {
    /**
     * Delay after which an alarm counts as lost: normally it is up to a minute late, and its tick some seconds more.
     */
    private static final Duration LATE = Duration.ofMinutes(3);

    private final Campaigns campaigns;
    private final Lines lines;
    private final Wakes wakes;
    private final InstantSource clock;

    public WakeLines(Campaigns campaigns, Lines lines, Wakes wakes, InstantSource clock) {
        this.campaigns = campaigns;
        this.lines = lines;
        this.wakes = wakes;
        this.clock = clock;
    }

    /** Wakes the lines. Returns those whose alarm is overdue. */
    public List<LineId> wakeAll() {
        List<LineId> atWork = campaigns.linesAtWork();
        List<LineId> rescued = atWork.stream()
                .filter(line -> lines.pace(line).hasMissedAlarm(LATE, clock.instant()))
                .toList();
        atWork.forEach(wakes::wake);
        return rescued;
    }
}
