package io.vuelta.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.providers.twilio.LoggedCall;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Runs a large phone campaign from its file to its end. Checks that no attempt is placed twice, that the
 * counts equal those of the provider and of a recount, and that no message is left. Reports the memory of the
 * processes.
 */
final class LargeBench {
    /** More than a machine with two cores can process, so that the system's capacity limits the pace. */
    private static final int OFFERED = 60;

    /** A campaign without a new call for this time has stopped. */
    private static final Duration STAND = Duration.ofMinutes(15);

    /** A campaign that pauses itself is inactive. */
    private static final Set<String> ENDS = Set.of("finished", "inactive");

    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Report report = new Report("large");
    private final List<List<Object>> rows = new ArrayList<>();

    Report run() throws Exception {
        int contacts = Options.integer("contacts", 100_000);
        int rate = Options.integer("rate", OFFERED);
        Memory memory = new Memory();
        try (LocalSystem system = LocalSystem.start("large", 4, null)) {
            Instant begun = Instant.now();
            Journey journey = Journey.load(system.vuelta(), Journey.Plan.ordinaryCalls(contacts, rate));
            double loaded = seconds(begun);
            report.say("%d contacts loaded in %.0f s".formatted(contacts, loaded));
            Instant activated = journey.activate();
            watch(system, journey, memory);
            double ran = seconds(activated);
            if (!journey.campaign().path("status").asText().equals("finished")) {
                report.wrong("the campaign did not end: " + journey.campaign());
            }
            Remains remains = new Remains(system, report);
            remains.queuesAreEmpty();
            agree(system, journey, remains);
            report.table(
                    "minutes",
                    "While it ran",
                    List.of("minute", "calls", "calls/s", "messages in queues", "heap after a collection, at most MiB"),
                    rows);
            conclude(contacts, loaded, ran, memory);
        }
        return report;
    }

    private void watch(LocalSystem system, Journey journey, Memory memory) throws InterruptedException {
        Instant next = Instant.now().plus(BETWEEN_LOOKS);
        Instant moved = Instant.now();
        int before = 0;
        boolean over = false;
        while (!over && Instant.now().isBefore(moved.plus(STAND))) {
            Thread.sleep(LOOK);
            over = isOver(journey);
            if (over || !Instant.now().isBefore(next)) {
                int calls = system.vuelta().calls().size();
                double past = Duration.between(next.minus(BETWEEN_LOOKS), Instant.now())
                                .toMillis()
                        / 1e3;
                rows.add(List.of(
                        rows.size() + 1,
                        calls,
                        (calls - before) / past,
                        Remains.messages(system).values().stream()
                                .mapToInt(Integer::intValue)
                                .sum(),
                        memory.liveMost()));
                report.say("minute %d: %d calls, heap at most %d MiB after a collection"
                        .formatted(rows.size(), calls, memory.liveMost()));
                moved = calls > before ? Instant.now() : moved;
                before = calls;
                next = next.plus(BETWEEN_LOOKS);
            }
        }
    }

    /** A failed request on a busy machine does not mean that the campaign has ended. */
    private static boolean isOver(Journey journey) {
        try {
            return ENDS.contains(journey.campaign().path("status").asText());
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    /** Compares the provider's log, the counts that the API shows, and a recount of the contacts. */
    private void agree(LocalSystem system, Journey journey, Remains remains) throws InterruptedException {
        JsonNode doctor = remains.countsAreRight(journey.id());
        report.say("Doctor: " + doctor);
        JsonNode analytics = journey.campaign().path("analytics");
        report.say("Analytics: " + analytics);
        report.json().set("analytics", analytics);
        List<LoggedCall> calls = system.vuelta().calls();
        Set<String> attempts = new HashSet<>();
        for (LoggedCall call : calls) {
            if (!attempts.add(String.valueOf(call.attempt()))) {
                report.wrong("attempt " + call.attempt() + " was placed twice");
            }
        }
        same("contacts", journey.plan().contacts(), analytics.path("contacts").asLong());
        same("contacts that were called", journey.plan().contacts(), people(calls));
        same("calls", calls.size(), analytics.path("calls").asLong());
        long inSomeStatus = 0;
        for (JsonNode status : analytics.path("contacts_by_status")) {
            inSomeStatus += status.asLong();
        }
        same("contacts by status", journey.plan().contacts(), inSomeStatus);
    }

    private static long people(List<LoggedCall> calls) {
        return calls.stream().map(LoggedCall::to).distinct().count();
    }

    private void same(String what, long expected, long shown) {
        report.json().put(what, shown);
        if (expected != shown) {
            report.wrong("%s: %d, and not %d".formatted(what, shown, expected));
        }
    }

    private void conclude(int contacts, double loaded, double ran, Memory memory) {
        report.json().put("loaded_seconds", loaded).put("seconds", ran).put("heap_live_mib", memory.liveMost());
        report.say("%d contacts called in %.0f s (%.1f a second), after %.0f s of loading"
                .formatted(contacts, ran, contacts / ran, loaded));
        report.say("Heap of the functions, servers and simulators at most %d MiB after a collection"
                .formatted(memory.liveMost()));
        say("this process", Memory.peakOfThisProcess());
        say("DynamoDB Local", Memory.peakOfTable());
    }

    private void say(String process, OptionalLong peak) {
        peak.ifPresent(mib -> {
            report.json().put("peak of " + process, mib);
            report.say("Peak of %s in the machine's memory: %d MiB".formatted(process, mib));
        });
    }

    private static double seconds(Instant since) {
        return Duration.between(since, Instant.now()).toMillis() / 1e3;
    }
}
