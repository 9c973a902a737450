package io.vuelta.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** What this process has used of memory since it began to look, and what the table's process has. In MiB. */
final class Memory {
    private static final long MIB = 1024 * 1024;
    private static final String PEAK = "VmHWM:";

    private final AtomicLong live = Measured.liveAfterCollections();

    /** The most of the heap that was left after a collection. */
    long liveMost() {
        return live.get() / MIB;
    }

    /** What is left of the heap after a collection that is ordered now. */
    static long liveNow() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB;
    }

    /** The most that this process has had in the machine's memory, where the system says so. */
    static OptionalLong peakOfThisProcess() {
        return peak(ProcessHandle.current().pid());
    }

    /** The same of DynamoDB Local: the largest of the processes that this one has started. */
    static OptionalLong peakOfTable() {
        return ProcessHandle.current()
                .descendants()
                .map(process -> peak(process.pid()))
                .flatMapToLong(OptionalLong::stream)
                .max();
    }

    private static OptionalLong peak(long process) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
