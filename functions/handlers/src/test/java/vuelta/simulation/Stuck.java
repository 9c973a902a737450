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
 * under way either goes on within minutes or says why it waits; and of one that was cancelled to hang up no call goes on.
 */
final class Stuck {
    private static final Duration SETTLES = Duration.ofMinutes(10);
    private static final Duration REDELIVERED = Duration.ofMinutes(4);
    private static final Duration HANGS_UP = Duration.ofSeconds(45);
    private static final Duration MOST = Duration.ofMinutes(3);

    private final Ledger ledger;
    private final Book book;
    private final Histories histories;
    private final Chaos chaos;
    private final InstantSource clock;
    private final Map<CampaignId, Instant> since = new HashMap<>();
    private final Map<CampaignId, Instant> calling = new HashMap<>();
    private final Instant began;

    Stuck(Ledger ledger, Book book, Histories histories, Chaos chaos, InstantSource clock) {
        this.ledger = ledger;
        this.book = book;
        this.histories = histories;
        this.chaos = chaos;
        this.clock = clock;
        this.began = clock.instant();
    }

    /** After a step. */
    void check() {
        Instant now = clock.instant();
        Instant over = chaos.overSince();
        // What has died is delivered again after a while, and holds the rest of its line until then.
        if (!now.isBefore(over.equals(began) ? over : over.plus(REDELIVERED))) {
            histories.ids().forEach(id -> checkHungUp(id, now));
        }
        if (now.isBefore(over.plus(SETTLES))) {
            return;
        }
        chaos.quietly(() -> {
            histories.ids().forEach(id -> check(id, now));
            return true;
        });
    }

    private void checkHungUp(CampaignId id, Instant now) {
        if (!histories.now(id).hangsUp() || book.live(id, now) == 0) {
            calling.remove(id);
            return;
        }
        Instant first = calling.computeIfAbsent(id, key -> now);
        Violation.unless(
                !now.isAfter(first.plus(HANGS_UP)),
                "a campaign that was cancelled to hang up hangs up: %s calls since %s",
                id,
                first);
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
