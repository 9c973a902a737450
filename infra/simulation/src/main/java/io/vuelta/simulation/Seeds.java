package io.vuelta.simulation;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Many seeds, on all cores.
 *
 * @param first the first seed
 * @param count the number of seeds from the first one on
 */
record Seeds(long first, long count) {
    Seeds {
        if (count < 1) {
            throw new IllegalArgumentException("seeds must be at least 1, not " + count);
        }
    }

    /**
     * The results of all seeds.
     *
     * @param violations the violations by their seeds
     */
    record Result(Tally tally, TreeMap<Long, Violation> violations) {
        /** The first violation with the end of its journal and the command to repeat it; empty if there is none. */
        String firstViolation(int lines) {
            if (violations.isEmpty()) {
                return "";
            }
            long seed = violations.firstKey();
            Simulation again = new Simulation(seed, true);
            try {
                again.run();
            } catch (Violation violation) {
                String journal = String.join(
                        System.lineSeparator(),
                        again.journal()
                                .subList(
                                        Math.max(0, again.journal().size() - lines),
                                        again.journal().size()));
                return "%s%n%n%s%n%nmvn -q -Psimulate -Dseeds=1 -Dfrom=%d%n"
                        .formatted(journal, violation.getMessage(), seed);
            }
            return "seed " + seed + " does not show its violation again: " + trace(violations.get(seed));
        }

        /** The stack trace of a violation without a journal: only it shows the place of the violation. */
        private static String trace(@Nullable Violation violation) {
            StringWriter trace = new StringWriter();
            if (violation != null) {
                violation.printStackTrace(new PrintWriter(trace));
            }
            return trace.toString();
        }
    }

    /**
     * Runs all seeds.
     *
     * @param done receives the number of finished seeds; called by any thread
     */
    Result run(LongConsumer done) throws InterruptedException {
        Result result = new Result(new Tally(), new TreeMap<>());
        AtomicLong next = new AtomicLong(first);
        int cores = Runtime.getRuntime().availableProcessors();
        try (ExecutorService threads = Executors.newFixedThreadPool(cores)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < cores; i++) {
                workers.add(threads.submit(() -> work(next, result, done)));
            }
            for (Future<?> worker : workers) {
                worker.get(1, TimeUnit.DAYS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the simulation itself is broken", e);
        }
        return result;
    }

    private void work(AtomicLong next, Result result, LongConsumer done) {
        for (long seed = next.getAndIncrement(); seed < first + count; seed = next.getAndIncrement()) {
            try {
                SimulationResult report = new Simulation(seed, false).run();
                synchronized (result) {
                    result.tally().add(report.tally());
                }
            } catch (Violation violation) {
                synchronized (result) {
                    result.violations().put(seed, violation);
                    result.tally().world(0, 0, 0);
                }
            }
            done.accept(seed - first + 1);
        }
    }
}
