package io.vuelta.simulation;

import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.LineChange;
import io.vuelta.domain.upload.UploadId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/** The actions of people on one campaign during its life. */
final class Operations {
    private final Operator operator;
    private final ManualActions manualActions;
    private final Uploading uploading;
    private final RandomSettings randomSettings;
    private final SimulationRandom random;
    private final SimulationRandom hangUps;
    private final SimulationRandom later;
    private final Function<CampaignId, LineChange> toOtherLine;
    private final InstantSource clock;

    Operations(
            Operator operator,
            ManualActions manualActions,
            Uploading uploading,
            RandomSettings randomSettings,
            SimulationRandom random,
            SimulationRandom hangUps,
            SimulationRandom later,
            Function<CampaignId, LineChange> toOtherLine,
            InstantSource clock) {
        this.operator = operator;
        this.manualActions = manualActions;
        this.uploading = uploading;
        this.randomSettings = randomSettings;
        this.random = random;
        this.hangUps = hangUps;
        this.later = later;
        this.toOtherLine = toOtherLine;
        this.clock = clock;
    }

    /**
     * Plans all actions.
     *
     * @param contacts number of contacts at its start
     */
    void of(CampaignId id, int contacts) {
        if (contacts == 0) {
            upload(id, 3);
            operator.act(soon(), id, CampaignAction.ACTIVATE);
        }
        while (random.percent(30)) {
            pause(id);
        }
        while (random.percent(25)) {
            operator.change(soon(), id, "patch", (settings, _) -> randomSettings.changed(settings));
        }
        if (random.percent(25)) {
            upload(id, contacts);
        }
        while (random.percent(20)) {
            // During a cooldown this starts the next cycle; otherwise it is refused.
            operator.act(soon(), id, CampaignAction.ACTIVATE);
        }
        while (random.percent(35)) {
            manualActions.contact(soon(), id, contacts);
        }
        while (random.percent(25)) {
            manualActions.forbid(soon(), contacts);
        }
        if (random.percent(8)) {
            manualActions.copy(soon(), id);
        }
        if (random.percent(7)) {
            operator.act(soon(), id, CampaignAction.CANCEL);
        }
        if (hangUps.percent(12)) {
            hangUp(id);
        }
        if (random.percent(5)) {
            archive(id);
        }
        if (later.percent(20)) {
            move(id);
        }
    }

    /** Pauses the campaign, and in most cases resumes it. */
    private void pause(CampaignId id) {
        Instant paused = soon();
        operator.act(paused, id, CampaignAction.PAUSE);
        if (!random.once(10)) {
            Instant resumed = paused.plus(random.within(random.oneOf(Duration.ofSeconds(3), Duration.ofMinutes(30))));
            operator.act(resumed, id, CampaignAction.RESUME);
        }
    }

    private void hangUp(CampaignId id) {
        Duration within = hangUps.oneOf(Duration.ofSeconds(30), Duration.ofMinutes(5));
        operator.act(clock.instant().plus(hangUps.within(within)), id, CampaignAction.HANG_UP);
    }

    private void archive(CampaignId id) {
        operator.act(soon(), id, CampaignAction.ARCHIVE);
        if (later.once(2)) {
            operator.act(soon(later), id, CampaignAction.UNARCHIVE);
        }
    }

    /**
     * Pauses the campaign, perhaps hanging up, moves it to the other line and resumes it; perhaps all in one moment.
     */
    private void move(CampaignId id) {
        Instant paused = soon(later);
        Duration within = later.oneOf(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(5));
        operator.act(paused, id, later.once(2) ? CampaignAction.PAUSE : CampaignAction.PAUSE_HANG_UP);
        Instant moved = paused.plus(later.within(within));
        operator.move(moved, id, toOtherLine);
        operator.act(moved.plus(later.within(within)), id, CampaignAction.RESUME);
        if (later.once(3)) {
            operator.act(moved.plus(later.within(within)), id, CampaignAction.HANG_UP);
        }
    }

    /** Uploads contacts to a finished campaign and activates it again. */
    void repeat(CampaignId id, int people) {
        UploadId upload = uploading.file(id, later.from(1, 6), people);
        operator.request(soon(later), "repeat by upload " + upload, () -> uploading.send(upload));
        for (int i = 0; i < 3; i++) {
            operator.act(soon(later), id, CampaignAction.ACTIVATE);
        }
        operator.act(clock.instant().plus(Duration.ofHours(3)), id, CampaignAction.ACTIVATE);
    }

    private void upload(CampaignId campaign, int people) {
        UploadId upload = uploading.file(campaign, randomSettings.rows(), people);
        operator.request(soon(), "upload " + upload, () -> uploading.send(upload));
    }

    private Instant soon() {
        return soon(random);
    }

    private Instant soon(SimulationRandom random) {
        return clock.instant()
                .plus(random.within(random.oneOf(
                        Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(2))));
    }
}
