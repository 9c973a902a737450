package io.vuelta.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.dynamodb.DynamoCounts;
import io.vuelta.adapters.dynamodb.DynamoPeople;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.count.Counts;
import io.vuelta.local.Doctor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The counts of a campaign against its contacts, while it runs. Every second all contacts are read, and what was sent,
 * delivered and read is summed up; the lag is the time from the beginning of that until the counts show as much. Then the same with a
 * count function that fails for a minute: attempts go on meanwhile, and the counts are equal in the end.
 */
final class CountsBench {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration AWAY = Duration.ofMinutes(1);
    private static final Duration LAST_REPORTS = Duration.ofSeconds(15);
    private static final Duration MAX_LAG = Duration.ofSeconds(2);
    private static final long BETWEEN_RECOUNTS = Duration.ofSeconds(1).toNanos();
    private static final int LOOK_MILLIS = 50;
    private static final int PAGE = 200;
    private static final String COUNT = "CountFunction";

    private final Report report = new Report("counts");

    /**
     * What the contacts themselves showed.
     *
     * @param at nanoseconds of the process's clock, before the contacts were read: the lag includes the time that this takes
     */
    private record Recount(long at, long progress) {}

    Report run() throws Exception {
        int contacts = Options.integer("contacts", 2_000);
        int rate = Options.integer("rate", 20);
        try (LocalSystem system = LocalSystem.start("counts", 4, null);
                ExecutorService recounts = Executors.newVirtualThreadPerTaskExecutor()) {
            Journey journey = Journey.load(system.vuelta(), Journey.Plan.messages(contacts, rate));
            journey.activate();
            lags(system, journey, recounts);
            agree(system, journey, "after the campaign");
            away(system, contacts / 2, rate);
        }
        return report;
    }

    private void lags(LocalSystem system, Journey journey, ExecutorService recounts) throws Exception {
        List<Recount> open = new ArrayList<>();
        List<Double> lags = new ArrayList<>();
        Counts counts = new DynamoCounts(system.table());
        CampaignId id = new CampaignId(journey.id());
        long end = System.nanoTime() + PATIENCE.toNanos();
        long next = System.nanoTime();
        boolean finished = false;
        Future<Recount> reading = null;
        while (System.nanoTime() < end && !(finished && open.isEmpty() && reading == null)) {
            if (reading == null && !finished && System.nanoTime() >= next) {
                reading = recounts.submit(() -> {
                    long begun = System.nanoTime();
                    return new Recount(begun, progress(system, id));
                });
                next = System.nanoTime() + BETWEEN_RECOUNTS;
                finished = journey.campaign().path("status").asText().equals("finished");
            }
            if (reading != null && reading.isDone()) {
                open.add(reading.get());
                reading = null;
            }
            long counted = progress(counts.sums(id, 0).counters());
            long now = System.nanoTime();
            open.removeIf(one -> {
                boolean shown = counted >= one.progress();
                if (shown) {
                    lags.add(Math.max(0, now - one.at()) / 1e9);
                }
                return shown;
            });
            Thread.sleep(LOOK_MILLIS);
        }
        if (!open.isEmpty() || lags.isEmpty()) {
            report.wrong(open.size() + " recounts were never shown by the counts");
            return;
        }
        lags.sort(null);
        double median = lags.get(lags.size() / 2);
        double p99 = lags.get((int) Math.ceil(lags.size() * 0.99) - 1);
        report.json().put("recounts", lags.size()).put("lag_median", median).put("lag_p99", p99);
        report.say("%d recounts while the campaign ran; lag of the counts: median %.2f s, p99 %.2f s, longest %.2f s"
                .formatted(lags.size(), median, p99, lags.getLast()));
        if (p99 > MAX_LAG.toMillis() / 1e3) {
            report.wrong("the lag's p99 is over " + MAX_LAG.toSeconds() + " s");
        }
    }

    /** What only rises while messages are sent, delivered and read. */
    private static long progress(Counters counters) {
        return counters.messages() + counters.messagesDelivered() + counters.messagesRead();
    }

    private static long progress(LocalSystem system, CampaignId id) {
        long progress = 0;
        DynamoPeople walk = new DynamoPeople(system.table());
        for (ScanCursor at = ScanCursor.START; !at.ended(); ) {
            People.Page page = walk.after(id, at, PAGE, Set.of());
            progress += page.people().stream()
                    .map(People.Person::contact)
                    .flatMap(contact -> contact.attempt(contact.attempts()).stream())
                    .mapToLong(attempt -> progress(Counters.of(attempt)))
                    .sum();
            at = page.next();
        }
        return progress;
    }

    private void away(LocalSystem system, int contacts, int rate) throws Exception {
        Journey journey = Journey.load(system.vuelta(), Journey.Plan.messages(contacts, rate));
        system.awaitCounted();
        system.vuelta().runtime().failing(COUNT, true);
        long begun = System.nanoTime();
        journey.activate();
        while (System.nanoTime() - begun < AWAY.toNanos()) {
            Thread.sleep(LOOK_MILLIS);
        }
        report.say("Messages sent while nothing was counted for %d s: %d of %d"
                .formatted(AWAY.toSeconds(), journey.asked().size(), contacts));
        if (journey.asked().isEmpty()) {
            report.wrong("nothing was sent while nothing was counted");
        }
        system.vuelta().runtime().failing(COUNT, false);
        if (!journey.awaitFinished(PATIENCE)) {
            report.wrong("the campaign did not finish after its changes were counted: " + journey.campaign());
        }
        agree(system, journey, "after the count function had failed for a minute");
    }

    private void agree(LocalSystem system, Journey journey, String when) throws InterruptedException {
        // Reports of the last messages come after the campaign has finished.
        long end = System.nanoTime() + LAST_REPORTS.toNanos();
        JsonNode found;
        do {
            system.awaitCounted();
            found = new Doctor(system.vuelta().runtime()).examine(journey.id(), false);
        } while (!found.path("healthy").asBoolean() && System.nanoTime() < end);
        report.say("Doctor " + when + ": " + found);
        if (!found.path("healthy").asBoolean()) {
            report.wrong("the counts are not the contacts " + when);
        }
    }
}
