package io.vuelta.cloud.rude;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Counts requests and the units that AWS would bill for them: by caller, operation, kind of item and index; and by
 * partition and item, to find the hottest ones.
 */
public final class Meter {
    /** Maximum number of items that are counted one by one; above it, the items with the fewest units are dropped. */
    private static final int MAX_ITEMS = 200_000;

    private final LongSupplier nanoTime;
    private final Map<LineKey, Sums> lines = new ConcurrentHashMap<>();
    private final Map<Partition, Heat> partitions = new ConcurrentHashMap<>();
    private final Map<ItemKey, Heat> items = new ConcurrentHashMap<>();

    Meter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record LineKey(String caller, String operation, String table, String index, String kind) {}

    /**
     * One line of the count.
     *
     * @param caller logical id of the function, e.g. {@code DispatchFunction}
     * @param operation AWS's name of the operation
     * @param index the index in which the units were consumed; empty for the table itself
     * @param kind first letters of the sort key, e.g. {@code P#} or {@code PACING}; see {@link ItemKey#kind}
     * @param requests HTTP requests; a request with several items counts at its first item
     * @param refused the number of these requests that the proxy refused, dropped, or left without an answer
     * @param items the number of items that were written or read, with those of ranges
     * @param writeUnits write units, transactions counted double
     * @param readUnits read units, half for eventually consistent reads
     */
    public record Line(
            String caller,
            String operation,
            String table,
            String index,
            String kind,
            long requests,
            long refused,
            long items,
            double writeUnits,
            double readUnits) {}

    /**
     * The units of one partition key value or one item.
     *
     * @param index empty for the table itself
     * @param sort of the item; empty for a whole partition
     * @param peakWriteUnits most write units in one second of the clock
     * @param peakReadUnits most read units in one second of the clock
     */
    public record Hot(
            String table,
            String index,
            String partition,
            String sort,
            double writeUnits,
            double readUnits,
            double peakWriteUnits,
            double peakReadUnits) {}

    /** The count at one moment. */
    public record Snapshot(List<Line> lines, List<Hot> partitions, List<Hot> items) {
        public Snapshot {
            lines = List.copyOf(lines);
            partitions = List.copyOf(partitions);
            items = List.copyOf(items);
        }

        public long requests() {
            return lines.stream().mapToLong(Line::requests).sum();
        }

        public double writeUnits() {
            return lines.stream().mapToDouble(Line::writeUnits).sum();
        }

        public double readUnits() {
            return lines.stream().mapToDouble(Line::readUnits).sum();
        }

        /** The count as a table of text. */
        public String text() {
            String head = String.format(
                    Locale.ROOT,
                    "%-20s %-18s %-12s %9s %8s %9s %11s %11s%n",
                    "caller",
                    "operation",
                    "kind",
                    "requests",
                    "refused",
                    "items",
                    "WRU",
                    "RRU");
            return lines.stream()
                    .map(line -> String.format(
                            Locale.ROOT,
                            "%-20s %-18s %-12s %9d %8d %9d %11.1f %11.1f%n",
                            line.caller(),
                            line.operation(),
                            line.kind() + (line.index().isEmpty() ? "" : "@" + line.index()),
                            line.requests(),
                            line.refused(),
                            line.items(),
                            line.writeUnits(),
                            line.readUnits()))
                    .collect(Collectors.joining("", head, ""));
        }
    }

    /**
     * The count since the start or the last {@link #reset}, with at most this number of the hottest partitions and
     * items.
     */
    public Snapshot snapshot(int hottest) {
        Comparator<Hot> order = Comparator.comparingDouble(
                        (Hot hot) -> Math.max(hot.peakWriteUnits(), hot.peakReadUnits() / 3))
                .reversed()
                .thenComparing(Hot::partition)
                .thenComparing(Hot::sort);
        return new Snapshot(
                lines.entrySet().stream()
                        .map(entry -> entry.getValue().line(entry.getKey()))
                        .sorted(Comparator.comparing(Line::caller)
                                .thenComparing(Line::operation)
                                .thenComparing(Line::table)
                                .thenComparing(Line::kind)
                                .thenComparing(Line::index))
                        .toList(),
                partitions.entrySet().stream()
                        .map(entry -> {
                            Partition place = entry.getKey();
                            return entry.getValue().hot(place.table(), place.index(), place.partition(), "");
                        })
                        .sorted(order)
                        .limit(hottest)
                        .toList(),
                items.entrySet().stream()
                        .map(entry -> {
                            ItemKey key = entry.getKey();
                            return entry.getValue().hot(key.table(), "", key.partition(), key.sort());
                        })
                        .sorted(order)
                        .limit(hottest)
                        .toList());
    }

    /** Sets all counts to zero. Requests in progress may be counted in part. */
    public void reset() {
        lines.clear();
        partitions.clear();
        items.clear();
    }

    void count(String caller, ProxiedRequest call, boolean refused, List<Charge> charges) {
        String operation = call.operation().apiName();
        Action first = call.actions().getFirst();
        sums(new LineKey(caller, operation, first.key().table(), first.index(), first.kind()))
                .add(1, refused ? 1 : 0, 0, 0, 0);
        long second = nanoTime.getAsLong() / 1_000_000_000;
        for (Charge charge : charges) {
            ItemKey key = charge.key();
            double writes = charge.write() ? charge.units() : 0;
            double reads = charge.write() ? 0 : charge.units();
            boolean ofItem = charge.index().isEmpty();
            sums(new LineKey(caller, operation, key.table(), charge.index(), key.kind()))
                    .add(0, 0, ofItem || !charge.write() ? 1 : 0, writes, reads);
            partitions.computeIfAbsent(Partition.of(charge), _ -> new Heat()).add(second, writes, reads);
            if (ofItem && !call.isRange()) {
                items.computeIfAbsent(key, _ -> new Heat()).add(second, writes, reads);
            }
        }
        if (items.size() > MAX_ITEMS) {
            forgetColdest();
        }
    }

    private Sums sums(LineKey key) {
        return lines.computeIfAbsent(key, _ -> new Sums());
    }

    private void forgetColdest() {
        double mean = items.values().stream().mapToDouble(Heat::total).average().orElse(0);
        items.values().removeIf(heat -> heat.total() <= mean);
    }

    private static final class Sums {
        private long requests;
        private long refused;
        private long items;
        private double writeUnits;
        private double readUnits;

        private synchronized void add(long requests, long refused, long items, double writeUnits, double readUnits) {
            this.requests += requests;
            this.refused += refused;
            this.items += items;
            this.writeUnits += writeUnits;
            this.readUnits += readUnits;
        }

        private synchronized Line line(LineKey key) {
            return new Line(
                    key.caller(),
                    key.operation(),
                    key.table(),
                    key.index(),
                    key.kind(),
                    requests,
                    refused,
                    items,
                    writeUnits,
                    readUnits);
        }
    }

    private static final class Heat {
        private double writeUnits;
        private double readUnits;
        private long second;
        private double writesInSecond;
        private double readsInSecond;
        private double peakWrites;
        private double peakReads;

        private synchronized void add(long now, double writes, double reads) {
            if (now != second) {
                second = now;
                writesInSecond = 0;
                readsInSecond = 0;
            }
            writeUnits += writes;
            readUnits += reads;
            writesInSecond += writes;
            readsInSecond += reads;
            peakWrites = Math.max(peakWrites, writesInSecond);
            peakReads = Math.max(peakReads, readsInSecond);
        }

        private synchronized double total() {
            return writeUnits + readUnits;
        }

        private synchronized Hot hot(String table, String index, String partition, String sort) {
            return new Hot(table, index, partition, sort, writeUnits, readUnits, peakWrites, peakReads);
        }
    }
}
