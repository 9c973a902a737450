package io.vuelta.simulation;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.testkit.fakes.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Detects campaigns that make no progress. Once there are no faults, a working campaign that has waiting contacts and
 * no attempt in progress must continue within minutes or report why it waits; and a campaign cancelled with hang-up has
 * no call in progress.
 */
final class Stuck {
    private static final Duration SETTLES = Duration.ofMinutes(10);
    private static final Duration WATCHDOG = Duration.ofMinutes(70);
    private static final Duration REDELIVERED = Duration.ofMinutes(4);
    private static final Duration HANGS_UP = Duration.ofSeconds(45);
    private static final Duration MAX_SILENCE = Duration.ofMinutes(3);

    private final InMemoryStore store;
    private final Book book;
    private final Histories histories;
    private final Chaos chaos;
    private final InstantSource clock;
    private final Map<CampaignId, Instant> since = new HashMap<>();
    private final Map<CampaignId, Instant> calling = new HashMap<>();
    private final Instant began;

    Stuck(InMemoryStore store, Book book, Histories histories, Chaos chaos, InstantSource clock) {
        this.store = store;
        this.book = book;
        this.histories = histories;
        this.chaos = chaos;
        this.clock = clock;
        this.began = clock.instant();
    }

    /** Checks after a step. */
    void check() {
        Instant now = clock.instant();
        Instant over = chaos.overSince();
        // A message whose function died is delivered again after a while, and blocks the rest of its line until then.
        if (!now.isBefore(over.equals(began) ? over : over.plus(REDELIVERED))) {
            histories.ids().forEach(id -> checkHungUp(id, now));
        }
        // The watchdog runs every hour.
        if (now.isBefore(over.plus(SETTLES))
                || (!chaos.wakeLostAt().equals(Instant.MIN)
                        && now.isBefore(chaos.wakeLostAt().plus(SETTLES).plus(WATCHDOG)))) {
            return;
        }
        chaos.quietly(() -> {
            histories.ids().forEach(id -> check(id, now));
            return true;
        });
    }

    private void checkHungUp(CampaignId id, Instant now) {
        if (!histories.now(id).state().hangsUp() || book.live(id, now) == 0) {
            calling.remove(id);
            return;
        }
        Instant first = calling.computeIfAbsent(id, _ -> now);
        Violation.unless(
                !now.isAfter(first.plus(HANGS_UP)),
                "a campaign that was cancelled to hang up hangs up: %s calls since %s",
                id,
                first);
    }

    private void check(CampaignId id, Instant now) {
        Campaign campaign = histories.now(id);
        boolean silent = campaign.mayAttempt()
                && store.books().find(id).waiting() == null
                && store.books().find(id).inFlight() == 0
                && store.counts().sums(id, campaign.cycle().number()).counters().waiting() > 0;
        if (!silent) {
            since.remove(id);
            return;
        }
        Instant first = since.computeIfAbsent(id, _ -> now);
        Violation.unless(
                !now.isAfter(first.plus(MAX_SILENCE)),
                "a campaign that waits says why: %s is silent since %s",
                id,
                first);
    }
}
