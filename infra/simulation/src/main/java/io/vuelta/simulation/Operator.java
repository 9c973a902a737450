package io.vuelta.simulation;

import io.vuelta.domain.action.ActOnCampaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.LineChange;
import io.vuelta.domain.campaign.SettingsChange;
import io.vuelta.domain.store.StoreBusy;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** People who use the API. They repeat each request until it is answered. */
final class Operator {
    private static final Duration API_TIMEOUT = Duration.ofSeconds(29);

    private final ActOnCampaign actions;
    private final Timeline timeline;
    private final Processes clock;
    private final SimulationRandom random;
    private final SimulationLog journal;

    Operator(
            ActOnCampaign actions, Timeline timeline, Processes clock, SimulationRandom random, SimulationLog journal) {
        this.actions = actions;
        this.timeline = timeline;
        this.clock = clock;
        this.random = random;
        this.journal = journal;
    }

    /** Requests an action; the system may refuse it. */
    void act(Instant at, CampaignId id, CampaignAction action) {
        request(at, action.wire() + " " + id, () -> actions.act(id, action));
    }

    void change(Instant at, CampaignId id, String what, SettingsChange change) {
        request(at, what + " " + id, () -> actions.change(id, LineChange.NONE, change));
    }

    /**
     * Repeats the same request until it is answered; the target line depends on the campaign's line at the first try.
     */
    void move(Instant at, CampaignId id, Function<CampaignId, LineChange> to) {
        AtomicReference<@Nullable LineChange> requested = new AtomicReference<>();
        request(at, "move " + id, () -> {
            LineChange move = requested.updateAndGet(earlier -> earlier == null ? to.apply(id) : earlier);
            actions.change(id, Objects.requireNonNull(move), (settings, _) -> settings);
        });
    }

    /** Sends any request. */
    void request(Instant at, String what, Runnable request) {
        timeline.put(
                at,
                () -> clock.start(() -> {
                    journal.note("operator", what);
                    try {
                        clock.limited(API_TIMEOUT, request);
                    } catch (ProcessCrash | StoreBusy | IllegalStateException unanswered) {
                        journal.note("  unanswered", unanswered);
                        request(clock.instant().plus(random.within(Duration.ofSeconds(20))), what, request);
                    }
                }));
    }
}
