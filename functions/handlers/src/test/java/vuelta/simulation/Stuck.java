package vuelta.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.ledger.Ledger;

/**
 * Slow must not look like stuck: once nothing goes wrong any more, a campaign that works, has somebody to try and nobody
 * under way either goes on within minutes or says why it waits.
 */
final class Stuck {
    private static final Duration SETTLES = Duration.ofMinutes(10);
    private static final Duration MOST = Duration.ofMinutes(3);

    private final Ledger ledger;
    private final Histories histories;
    private final Chaos chaos;
    private final InstantSource clock;
    private final Map<CampaignId, Instant> since = new HashMap<>();

    Stuck(Ledger ledger, Histories histories, Chaos chaos, InstantSource clock) {
        this.ledger = ledger;
        this.histories = histories;
        this.chaos = chaos;
        this.clock = clock;
    }

    /** After a step. */
    void check() {
        Instant now = clock.instant();
        if (now.isBefore(chaos.overSince().plus(SETTLES))) {
            return;
        }
        chaos.quietly(() -> {
            histories.ids().forEach(id -> check(id, now));
            return true;
        });
    }

    private void check(CampaignId id, Instant now) {
        boolean silent = histories.now(id).works()
                && ledger.counters(id).waiting() > 0
                && ledger.pacing(id).inFlight() == 0
                && ledger.pacing(id).waiting() == null;
        if (!silent) {
            since.remove(id);
            return;
        }
        Instant first = since.computeIfAbsent(id, key -> now);
        Violation.unless(
                !now.isAfter(first.plus(MOST)), "a campaign that waits says why: %s is silent since %s", id, first);
    }
}
