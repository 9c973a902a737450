package io.vuelta.simulation;

import java.io.Console;
import java.time.Duration;
import java.util.Optional;

/**
 * Simulates the requested seeds, {@code -Dseeds=N -Dfrom=SEED}, and prints a last line with the result. Exits with 1
 * after a violation.
 */
public final class Main {
    private static final int LINES = 200;
    private static final int MAX_PRINTED = 20;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        Seeds seeds = new Seeds(Long.getLong("from", 1), Long.getLong("seeds", 2_000));
        boolean watched = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        long started = System.nanoTime();
        Seeds.Result result = seeds.run(done -> {
            if (watched && done % 100 == 0) {
                System.err.print("\r" + done + " of " + seeds.count());
            } else if (!watched && done % 10_000 == 0) {
                System.err.println(done + " of " + seeds.count());
            }
        });
        if (watched) {
            System.err.println();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        System.out.print(result.firstViolation(LINES));
        result
                .violations()
                .tailMap(result.violations().isEmpty() ? 0 : result.violations().firstKey(), false)
                .values()
                .stream()
                .limit(MAX_PRINTED)
                .forEach(violation -> System.out.println("also " + violation.getMessage()));
        System.out.printf(
                "%s violations=%d seconds=%d%n",
                result.tally(), result.violations().size(), took.toSeconds());
        System.exit(result.violations().isEmpty() ? 0 : 1);
    }
}
