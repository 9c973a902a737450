package io.vuelta.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Measures reading a contact file: the deployed ingest function compared with the simplest program, each on one core
 * and in a heap of 256 MiB; and the function again on all cores. The file is the same each time, and each process
 * starts cold.
 */
final class IngestBench {
    private static final String HEAP = "-Xmx256m";

    /** Lambda uses only the C1 compiler for a function that starts on demand. */
    private static final String AS_LAMBDA = "-XX:TieredStopAtLevel=1";

    private static final String BEST = "-XX:TieredStopAtLevel=4";

    private static final List<String> NAMES = List.of(
            "Juan Pérez", "Ana Gómez", "Lucía García", "Mateo Chávez", "Sofía Ramírez", "Íñigo Muñoz", "José Núñez");
    private static final List<String> CITIES = List.of("Ciudad de México", "Guadalajara", "Mérida", "Querétaro");

    private final Path directory;
    private final int rows;

    IngestBench(Path directory, int rows) {
        this.directory = directory;
        this.rows = rows;
    }

    void run() throws IOException, InterruptedException {
        Path file = file();
        System.out.printf(
                Locale.ROOT,
                "%d rows, %d MiB; S3 is this file, SQS takes all and keeps none, the table is in memory%n",
                rows,
                Files.size(file) / 1024 / 1024);
        boolean pinned = Fork.canPin();
        if (!pinned) {
            System.out.println("taskset is not there: one core is one by word only (ActiveProcessorCount=1)");
        }
        for (String compiler : List.of(AS_LAMBDA, BEST)) {
            System.out.println(compiler.equals(AS_LAMBDA) ? "C1, as Lambda compiles:" : "C1 and C2:");
            double floor = print("floor, one core", run("ingest-floor", file, compiler, true, pinned), 0);
            print("function, one core", run("ingest-function", file, compiler, true, pinned), floor);
            print(
                    "function, " + Runtime.getRuntime().availableProcessors() + " cores",
                    run("ingest-function", file, compiler, false, pinned),
                    floor);
        }
    }

    private static double print(String what, Map<String, String> measured, double floor) {
        double perSecond = Fork.number(measured, "rows") / Fork.number(measured, "seconds");
        System.out.printf(
                Locale.ROOT,
                "%-20s %,9.0f rows/s%s  %.1f s, %.1f s of CPU; heap at most %s MiB, %s MiB after a collection%s%n",
                what,
                perSecond,
                floor == 0 ? "              " : "  = %.2f floors".formatted(perSecond / floor),
                Fork.number(measured, "seconds"),
                Fork.number(measured, "cpu_seconds"),
                measured.get("heap_peak_mib"),
                measured.get("heap_live_mib"),
                measured.containsKey("batches")
                        ? "; " + measured.get("batches") + " batches, " + measured.get("message_mib") + " MiB"
                        : "; " + measured.get("valid") + " valid numbers");
        return perSecond;
    }

    private static Map<String, String> run(String part, Path file, String compiler, boolean oneCore, boolean pinned)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of(HEAP, compiler));
        if (oneCore) {
            options.add("-XX:ActiveProcessorCount=1");
        }
        return Fork.run(oneCore && pinned ? Fork.ON_ONE_CORE : List.of(), options, List.of(part, file.toString()));
    }

    /**
     * A file with Mexican numbers in the formats that people write, some numbers of neighbouring countries, repeated
     * numbers, and some invalid numbers.
     */
    private Path file() throws IOException {
        Path file = directory.resolve("contacts-" + rows + ".csv");
        if (Files.exists(file)) {
            return file;
        }
        Files.createDirectories(directory);
        Path unfinished = directory.resolve("contacts.csv.part");
        Random random = new Random(1);
        try (BufferedWriter text = Files.newBufferedWriter(unfinished)) {
            text.write("contact,name,context,id,plan,city,balance\n");
            for (int row = 0; row < rows; row++) {
                text.write("%s,%s %d,\"Amount: $%,d. Due: June %d, %s\",%d,%s,%s,%d.%02d%n"
                        .formatted(
                                number(random),
                                NAMES.get(random.nextInt(NAMES.size())),
                                random.nextInt(1_000),
                                random.nextInt(100_000),
                                1 + random.nextInt(30),
                                "the second reminder",
                                row,
                                random.nextBoolean() ? "basic" : "family",
                                CITIES.get(random.nextInt(CITIES.size())),
                                random.nextInt(10_000),
                                random.nextInt(100)));
            }
        }
        return Files.move(unfinished, file);
    }

    private static String number(Random random) {
        int any = 2_000_000 + random.nextInt(7_999_999);
        return switch (random.nextInt(100)) {
            case 0 -> "12345";
            case 1 -> "4.479E+11";
            case 2 -> "+5255500000" + (10 + random.nextInt(90));
            case 3, 4 -> "+521555" + any;
            case 5, 6 -> "+1212" + any;
            case 7 -> "+54911" + (20_000_000 + any);
            case 8 -> "+55119" + (60_000_000 + any);
            case 9 -> "+57310" + any;
            case 10, 11, 12, 13, 14 -> "(555) %d %04d".formatted(any / 10_000, any % 10_000);
            case 15, 16, 17, 18, 19 -> "+52 555 %d %04d".formatted(any / 10_000, any % 10_000);
            default -> random.nextBoolean() ? "+52555" + any : "555" + any;
        };
    }
}
