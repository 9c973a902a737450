package io.vuelta.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** The memory use of this process and of the table's process, in MiB. */
final class Memory {
    private static final long MIB = 1024 * 1024;
    private static final String PEAK = "VmHWM:";

    private final AtomicLong live = Measured.liveAfterCollections();

    /** The maximum use of the heap after a collection, since this object was created. */
    long liveMost() {
        return live.get() / MIB;
    }

    /** Requests a collection, and returns the use of the heap after it. */
    static long liveNow() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB;
    }

    /** The maximum resident memory of this process; empty if the operating system does not report it. */
    static OptionalLong peakOfThisProcess() {
        return peak(ProcessHandle.current().pid());
    }

    /**
     * The maximum resident memory of DynamoDB Local, taken as the largest of this process's descendants; empty if
     * unknown.
     */
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
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }
}
