package io.vuelta.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * Measures one piece of work from a cold start. Its process does nothing else, so the figures are only those of the
 * work.
 */
final class Measured {
    private static final long MIB = 1024 * 1024;

    private Measured() {}

    /**
     * Runs the work and prints one line about it.
     *
     * @param work returns its results as {@code name=value …}, first {@code rows=N}
     */
    static void print(Supplier<String> work) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        AtomicLong live = liveAfterCollections();
        long cpu = system.getProcessCpuTime();
        long started = System.nanoTime();
        String did = work.get();
        double seconds = (System.nanoTime() - started) / 1e9;
        double cpuSeconds = (system.getProcessCpuTime() - cpu) / 1e9;
        System.out.printf(
                "%s seconds=%.2f cpu_seconds=%.2f heap_peak_mib=%d heap_live_mib=%d heap_limit_mib=%d%n",
                did,
                seconds,
                cpuSeconds,
                peak() / MIB,
                live.get() / MIB,
                Runtime.getRuntime().maxMemory() / MIB);
    }

    /** The peak use of the heap in bytes, including garbage. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    /** The maximum use of the heap after a collection, in bytes; it is updated at each collection from now on. */
    static AtomicLong liveAfterCollections() {
        Set<String> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getName)
                .collect(Collectors.toSet());
        AtomicLong most = new AtomicLong();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, _) -> {
                                long left = GarbageCollectionNotificationInfo.from(
                                                (CompositeData) notification.getUserData())
                                        .getGcInfo()
                                        .getMemoryUsageAfterGc()
                                        .entrySet()
                                        .stream()
                                        .filter(pool -> heap.contains(pool.getKey()))
                                        .map(pool -> pool.getValue())
                                        .mapToLong(MemoryUsage::getUsed)
                                        .sum();
                                most.accumulateAndGet(left, Math::max);
                            },
                            null,
                            null);
        }
        return most;
    }
}
