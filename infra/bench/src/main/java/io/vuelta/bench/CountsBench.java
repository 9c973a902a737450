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
import java.util.function.ToDoubleFunction;

/**
 * Compares the counts of a campaign with its contacts while it runs. Every second all contacts are read, and the sent,
 * delivered and read messages are added up. The lag is the time from the end of this reading until the counts have
 * reached this sum; the lag since the beginning of the reading is reported, too. Then the same is measured with a count
 * function that fails for a minute: attempts continue meanwhile, and at the end the counts are equal.
 */
final class CountsBench {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration AWAY = Duration.ofMinutes(1);
    private static final Duration LAST_REPORTS = Duration.ofSeconds(15);
    private static final Duration MAX_LAG = Duration.ofSeconds(2);
    private static final long BETWEEN_RECOUNTS = Duration.ofSeconds(1).toNanos();
    private static final int LOOK_MILLIS = 50;
    private static final int PAGE = 1_000;
    private static final String COUNT = "CountFunction";

    private final Report report = new Report("counts");

    /**
     * The sum over the contacts.
     *
     * @param begun nanoseconds of the process's clock, before the contacts were read
     * @param ended nanoseconds of the process's clock, after the contacts were read
     */
    private record Recount(long begun, long ended, long progress) {}

    /**
     * How late the counts reached the sum of a recount, in seconds.
     *
     * @param sinceBegun since the beginning of the reading
     * @param sinceEnded since the end of the reading; 0 if the counts had reached the sum before
     */
    private record Lag(double sinceBegun, double sinceEnded) {
        static Lag of(Recount recount, long now) {
            return new Lag((now - recount.begun()) / 1e9, Math.max(0, now - recount.ended()) / 1e9);
        }
    }

    Report run() throws Exception {
        int contacts = Options.integer("contacts", 2_000);
        int rate = Options.integer("rate", 20);
        try (LocalSystem system = LocalSystem.start("counts", 4, null);
                ExecutorService recounts = Executors.newVirtualThreadPerTaskExecutor()) {
            Journey journey = Journey.load(system.vuelta(), Journey.Plan.messages(contacts, rate));
            // The first reading takes seconds: its classes are loaded and compiled.
            progress(system, new CampaignId(journey.id()));
            journey.activate();
            lags(system, journey, recounts);
            agree(system, journey, "after the campaign");
            away(system, contacts / 2, rate);
        }
        return report;
    }

    private void lags(LocalSystem system, Journey journey, ExecutorService recounts) throws Exception {
        List<Recount> open = new ArrayList<>();
        List<Lag> lags = new ArrayList<>();
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
                    long progress = progress(system, id);
                    return new Recount(begun, System.nanoTime(), progress);
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
                    lags.add(Lag.of(one, now));
                }
                return shown;
            });
            Thread.sleep(LOOK_MILLIS);
        }
        if (!open.isEmpty() || lags.isEmpty()) {
            report.wrong(open.size() + " recounts were never shown by the counts");
        } else {
            say(lags);
        }
    }

    private void say(List<Lag> lags) {
        say(lags, "lag_and_reading", "the beginning", Lag::sinceBegun);
        double p99 = say(lags, "lag", "the end", Lag::sinceEnded);
        if (p99 > MAX_LAG.toMillis() / 1e3) {
            report.wrong("the lag's p99 is over " + MAX_LAG.toSeconds() + " s");
        }
    }

    /** Prints the lags and returns their 99th percentile. */
    private double say(List<Lag> lags, String name, String since, ToDoubleFunction<Lag> seconds) {
        double[] sorted = lags.stream().mapToDouble(seconds).sorted().toArray();
        double median = sorted[sorted.length / 2];
        double p99 = sorted[(int) Math.ceil(sorted.length * 0.99) - 1];
        report.json()
                .put("recounts", sorted.length)
                .put(name + "_median", median)
                .put(name + "_p99", p99);
        report.say("Lag of the counts since %s of the reading, %d recounts: median %.2f s, p99 %.2f s, longest %.2f s"
                .formatted(since, sorted.length, median, p99, sorted[sorted.length - 1]));
        return p99;
    }

    /** The number of sent, delivered and read messages: it only rises. */
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
                .formatted(AWAY.toSeconds(), journey.acceptedRequests().size(), contacts));
        if (journey.acceptedRequests().isEmpty()) {
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
