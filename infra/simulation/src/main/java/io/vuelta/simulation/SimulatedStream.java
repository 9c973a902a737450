package io.vuelta.simulation;

import io.vuelta.domain.count.Change;
import io.vuelta.domain.count.CountChanges;
import io.vuelta.domain.count.Tally;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.testkit.fakes.InMemoryChanges;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The table's change stream and the function that counts it. Records arrive late, again after later ones and in other
 * batches; shards end and split; the stream is read again from its beginning, as after a new event source mapping; and
 * the function sometimes fails for minutes.
 */
final class SimulatedStream {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** The stream keeps changes for this time; older ones are not delivered again. */
    private static final Duration KEPT = Duration.ofHours(24);

    private static final int SLOTS = 2;

    private final InMemoryChanges changes;
    private final CountChanges count;
    private final Timeline timeline;
    private final Processes processes;
    private final Chaos chaos;
    private final SimulationRandom simulationRandom;
    private final Random random;
    private final SimulationLog journal;
    private final Map<String, Instant> firstDelivered = new HashMap<>();
    private final Duration lag;
    private final Map<String, String> names = new HashMap<>();
    private boolean reads;
    private int failures;

    SimulatedStream(
            InMemoryChanges changes,
            CountChanges count,
            Timeline timeline,
            Processes processes,
            Chaos chaos,
            SimulationRandom simulationRandom,
            SimulationLog journal) {
        this.changes = changes;
        this.count = count;
        this.timeline = timeline;
        this.processes = processes;
        this.chaos = chaos;
        this.simulationRandom = simulationRandom;
        this.random = new Random(simulationRandom.below(Integer.MAX_VALUE));
        this.journal = journal;
        this.lag = simulationRandom.oneOf(
                Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    /** After a step: schedules the delivery of all new changes. */
    void look() {
        if (reads || !changes.isBehind()) {
            return;
        }
        reads = true;
        // A failed batch is tried again after 1, 2, 4 … seconds.
        Duration again = failures == 0 ? Duration.ZERO : Duration.ofSeconds(1L << Math.min(failures - 1, 6));
        Instant at = processes
                .instant()
                .plus(simulationRandom.within(lag))
                .plusMillis(1)
                .plus(again);
        if (chaos.occurs(Fault.COUNT_AWAY)) {
            at = at.plus(simulationRandom.within(
                    simulationRandom.oneOf(Duration.ofSeconds(20), Duration.ofMinutes(3), Duration.ofMinutes(25))));
            chaos.lasts(at);
        }
        timeline.put(at, () -> processes.start(this::read));
    }

    boolean isBehind() {
        return changes.isBehind();
    }

    private void read() {
        try {
            processes.limited(TIMEOUT, this::readSome);
            failures = 0;
        } catch (ProcessCrash | StoreBusy | IllegalStateException failed) {
            failures++;
            journal.note("  count failed", failed);
        } finally {
            reads = false;
        }
    }

    private void readSome() {
        if (chaos.occurs(Fault.STREAM_SPLIT)) {
            changes.reshard();
        }
        if (chaos.occurs(Fault.STREAM_ANEW)) {
            for (Map.Entry<String, List<Change>> shard : changes.all().entrySet()) {
                count(shard.getKey(), shard.getValue());
            }
        }
        for (int i = simulationRandom.below(8); i >= 0 && changes.isBehind(); i--) {
            changes.readSome(random, this::count);
        }
    }

    private void count(String shard, List<Change> given) {
        Instant now = processes.instant();
        List<Change> some = given.stream()
                .filter(change -> firstDelivered
                        .computeIfAbsent(change.sequence(), _ -> now)
                        .isAfter(now.minus(KEPT)))
                .toList();
        if (journal.kept()) {
            journal.note(
                    "count " + shard,
                    some.stream().map(SimulatedStream::describe).toList());
        }
        if (!some.isEmpty()) {
            count.count(names.computeIfAbsent(shard, SimulatedStream::named), some);
        }
    }

    /** The names assign all shards to few parts of the counts, so that these parts must distinguish the shards. */
    private static String named(String shard) {
        String name = shard;
        for (int i = 0; Tally.slotOf(name) >= SLOTS; i++) {
            name = shard + "-" + i;
        }
        return name;
    }

    private static String describe(Change change) {
        String number = change.sequence().replaceFirst("^0+", "");
        return change instanceof Change.OfContact of
                ? number + " " + of.after().id() + " v" + of.after().version() + " "
                        + of.after().status().wire()
                : number + " " + change.getClass().getSimpleName();
    }
}
