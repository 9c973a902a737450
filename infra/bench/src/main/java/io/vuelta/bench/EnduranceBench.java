package io.vuelta.bench;

import io.vuelta.providers.twilio.LoggedCall;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Half an hour of campaigns that begin, are paused and resumed, and finish, four at a time on two lines: checks that
 * memory and threads do not grow, that each campaign's counts agree with its contacts, that at the end no queue has a
 * message, and that no dead-letter queue had one. The simulator forgets calls that are over, so that the remaining
 * memory is that of the system; the table runs in another process.
 */
final class EnduranceBench {
    private static final int AT_ONCE = 4;
    private static final int LINES = 2;
    private static final int CONTACTS = 60;
    private static final int MAX_PAUSES = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    /** How long an ended call may still be looked up. */
    private static final Duration KEPT = Duration.ofMinutes(2);

    /** In this time classes are loaded, and caches and pools are filled. */
    private static final int WARM_UP_MINUTES = 5;

    /** Maximum growth of the heap from the first third of the time, after the warm-up, to the last. */
    private static final long MAX_GROWTH_MIB = 8;

    /**
     * Maximum growth of the number of threads from the second third to the last. In the first, the pools of the AWS
     * clients still fill: each client starts up to five threads, one at each use.
     */
    private static final int MAX_MORE_THREADS = 20;

    private final Report report = new Report("endurance");
    private final List<List<Object>> rows = new ArrayList<>();
    private final List<Long> heap = new ArrayList<>();
    private final List<Integer> threads = new ArrayList<>();
    private final AtomicInteger finished = new AtomicInteger();
    private final AtomicInteger pauses = new AtomicInteger();
    private final Map<String, String> sidsOfAttempts = new HashMap<>();
    private int calls;

    Report run() throws Exception {
        int minutes = Options.integer("minutes", 30);
        int rate = Options.integer("rate", 5);
        try (LocalSystem system = LocalSystem.start("endurance", 4, null);
                ExecutorService campaigns = Executors.newFixedThreadPool(AT_ONCE)) {
            Instant end = Instant.now().plus(Duration.ofMinutes(minutes));
            Journey.Plan plan = Journey.Plan.ordinaryCalls(CONTACTS, rate);
            List<Journey.AgentLine> lines = new ArrayList<>();
            for (int i = 0; i < LINES; i++) {
                lines.add(Journey.line(system.vuelta(), plan));
            }
            List<Future<?>> loops = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                int number = i;
                loops.add(campaigns.submit(() -> {
                    repeat(system, plan, lines.get(number % LINES), number, end);
                    return null;
                }));
            }
            watch(system, loops, end);
            for (Future<?> loop : loops) {
                loop.get();
            }
            new Remains(system, report).queuesAreEmpty();
            conclude(minutes);
        }
        return report;
    }

    /** Runs one campaign after the other, until the time is over. */
    private void repeat(LocalSystem system, Journey.Plan plan, Journey.AgentLine line, int number, Instant end)
            throws InterruptedException {
        SplittableRandom random = new SplittableRandom(Options.integer("seed", 1) * 31L + number);
        while (Instant.now().isBefore(end)) {
            Journey journey = Journey.load(system.vuelta(), plan, line);
            journey.activate();
            for (int i = random.nextInt(MAX_PAUSES + 1); i > 0; i--) {
                Thread.sleep(Duration.ofMillis(random.nextLong(500, 5_000)));
                if (journey.campaign().path("status").asText().equals("finished")) {
                    break;
                }
                pauseAndResume(journey, random);
            }
            if (!journey.awaitFinished(PATIENCE)) {
                report.wrong("a campaign did not end within " + PATIENCE + ": " + journey.campaign());
                return;
            }
            new Remains(system, report).countsAreRight(journey.id());
            if (!journey.tries("archive")) {
                report.wrong("a finished campaign could not be archived: " + journey.campaign());
            }
            finished.incrementAndGet();
        }
    }

    private void pauseAndResume(Journey journey, SplittableRandom random) throws InterruptedException {
        if (!journey.tries("pause")) {
            return;
        }
        pauses.incrementAndGet();
        Thread.sleep(Duration.ofMillis(random.nextLong(200, 3_000)));
        if (!journey.tries("resume")) {
            report.wrong("a paused campaign could not be resumed: " + journey.campaign());
        }
    }

    private void watch(LocalSystem system, List<Future<?>> loops, Instant end) throws InterruptedException {
        Instant next = Instant.now().plus(BETWEEN_LOOKS);
        while (Instant.now().isBefore(end) && loops.stream().noneMatch(Future::isDone)) {
            Thread.sleep(Duration.ofSeconds(1));
            if (Instant.now().isBefore(next)) {
                continue;
            }
            next = next.plus(BETWEEN_LOOKS);
            look(system);
        }
    }

    private void look(LocalSystem system) {
        List<LoggedCall> known = system.vuelta().calls();
        for (LoggedCall call : known) {
            String sid = sidsOfAttempts.put(String.valueOf(call.attempt()), call.sid());
            if (sid == null) {
                calls++;
            } else if (!sid.equals(call.sid())) {
                report.wrong("attempt " + call.attempt() + " was placed twice");
            }
        }
        sidsOfAttempts.values().retainAll(known.stream().map(LoggedCall::sid).collect(Collectors.toSet()));
        system.vuelta().forgetCalls(Instant.now().minus(KEPT));
        Map<String, Integer> messages = Remains.messages(system);
        if (messages.keySet().stream().anyMatch(queue -> queue.endsWith("DeadLetters"))) {
            report.wrong("there are dead letters: " + messages);
        }
        heap.add(Memory.liveNow());
        threads.add(ManagementFactory.getThreadMXBean().getThreadCount());
        rows.add(List.of(
                rows.size() + 1,
                finished.get(),
                pauses.get(),
                calls,
                messages.values().stream().mapToInt(Integer::intValue).sum(),
                heap.getLast(),
                threads.getLast()));
        report.say("minute %d: %d campaigns finished, %d pauses, %d calls, heap %d MiB, %d threads"
                .formatted(rows.size(), finished.get(), pauses.get(), calls, heap.getLast(), threads.getLast()));
    }

    private void conclude(int minutes) {
        report.table(
                "minutes",
                "While campaigns came and went",
                List.of(
                        "minute",
                        "campaigns finished",
                        "pauses",
                        "calls",
                        "messages in queues",
                        "heap after a collection MiB",
                        "threads"),
                rows);
        report.say("%d campaigns of %d contacts in %d minutes, %d pauses, %d calls, none placed twice"
                .formatted(finished.get(), CONTACTS, minutes, pauses.get(), calls));
        OptionalLong table = Memory.peakOfTable();
        table.ifPresent(
                mib -> report.say("Peak of DynamoDB Local, which keeps all of it in memory: %d MiB".formatted(mib)));
        if (heap.size() < 2 * WARM_UP_MINUTES) {
            report.say("Too short a time to judge whether memory grows: give it at least %d minutes"
                    .formatted(2 * WARM_UP_MINUTES));
            return;
        }
        int third = (heap.size() - WARM_UP_MINUTES) / 3;
        double early = average(heap.subList(WARM_UP_MINUTES, WARM_UP_MINUTES + third));
        double late = average(heap.subList(heap.size() - third, heap.size()));
        report.json().put("heap_early_mib", early).put("heap_late_mib", late);
        report.say("Heap after a collection: %.1f MiB in the first third after the warm-up, %.1f MiB in the last"
                .formatted(early, late));
        if (late - early > MAX_GROWTH_MIB) {
            report.wrong("the heap grows");
        }
        double middle = average(threads.subList(threads.size() - 2 * third, threads.size() - third));
        double last = average(threads.subList(threads.size() - third, threads.size()));
        report.json().put("threads_middle", middle).put("threads_late", last);
        report.say("Threads: %.0f in the second third after the warm-up, %.0f in the last".formatted(middle, last));
        if (last - middle > MAX_MORE_THREADS) {
            report.wrong("threads become more: " + threads);
        }
    }

    private static double average(List<? extends Number> values) {
        return values.stream().mapToLong(Number::longValue).average().orElse(0);
    }
}
