package io.vuelta.cloud.streams;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.cloud.template.FilterPattern;
import io.vuelta.cloud.template.FunctionModel.StreamTrigger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An event source mapping of a table's stream: passes the records that match its filters to the shards, each of which
 * calls the function by itself. It stores the sequence number up to which all records are finished.
 */
final class StreamMapping {
    private final StreamFunction function;
    private final InstantSource clock;
    private final Streams.FailureQueue failures;
    private final ShardIds ids;
    private final Position position;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Shard> shards = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final long from;
    private long read;
    private long waitingBytes;
    private boolean closed;

    StreamMapping(
            StreamFunction function,
            StreamSettings settings,
            Position position,
            InstantSource clock,
            Streams.FailureQueue failures) {
        this.function = function;
        this.clock = clock;
        this.failures = failures;
        this.ids = new ShardIds(settings);
        this.position = position;
        this.from = position.done();
        this.read = from;
        for (ShardIds.Shard shard : ids.all()) {
            @Nullable
            Misbehaviour misbehaviour = settings.misbehaviour().isEmpty()
                    ? null
                    : new Misbehaviour(settings.misbehaviour().getAsLong(), shard.id());
            shards.put(shard.id(), new Shard(this, shard.id(), shards.get(shard.parent()), misbehaviour));
        }
    }

    void start() {
        shards.forEach((id, shard) ->
                threads.add(Thread.ofVirtual().name(function.name() + " " + id).start(shard::run)));
    }

    /** The sequence number up to which all records were finished at the start. */
    long from() {
        return from;
    }

    /** A record as read: in the form for filters, and in the form for functions. */
    record Read(JsonNode json, ChangeRecord record) {}

    /** Takes records of the stream, in the order of their sequence numbers. */
    void take(List<Read> records) {
        List<ChangeRecord> wanted = records.stream()
                .filter(one -> one.record().sequence() > from && passes(one.json()))
                .map(Read::record)
                .toList();
        lock.lock();
        try {
            read = Math.max(read, records.getLast().record().sequence());
            for (ChangeRecord record : wanted) {
                Objects.requireNonNull(shards.get(ids.of(record))).add(record);
                waitingBytes += record.bytes();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean passes(JsonNode json) {
        List<FilterPattern> filters = trigger().filters();
        return filters.isEmpty() || filters.stream().anyMatch(filter -> filter.matches(json));
    }

    StreamTrigger trigger() {
        return function.trigger();
    }

    StreamFunction function() {
        return function;
    }

    InstantSource clock() {
        return clock;
    }

    void sendFailure(String queueArn, String body) {
        failures.send(queueArn, body);
    }

    ReentrantLock lock() {
        return lock;
    }

    /** Signalled when a record arrives or is finished, and at the end. */
    Condition changed() {
        return changed;
    }

    /** Call it only while holding the lock. */
    boolean isClosed() {
        return closed;
    }

    /** Records have left a shard. Call it only while holding the lock. */
    void done(List<ChangeRecord> records) {
        waitingBytes -= records.stream().mapToLong(ChangeRecord::bytes).sum();
        changed.signalAll();
        keepPosition();
    }

    private void keepPosition() {
        long lowest = shards.values().stream().mapToLong(Shard::lowest).min().orElse(Long.MAX_VALUE);
        position.keep(Math.min(read, lowest - 1));
    }

    long waitingBytes() {
        lock.lock();
        try {
            return waitingBytes;
        } finally {
            lock.unlock();
        }
    }

    /** Whether all records that were read are finished. */
    boolean isDrained() {
        lock.lock();
        try {
            return shards.values().stream().allMatch(Shard::isDrained);
        } finally {
            lock.unlock();
        }
    }

    /** Whether all records up to this sequence number are finished. */
    boolean isDone(long sequence) {
        lock.lock();
        try {
            return shards.values().stream().allMatch(shard -> shard.lowest() > sequence);
        } finally {
            lock.unlock();
        }
    }

    List<MappingState> states() {
        lock.lock();
        try {
            return shards.values().stream().map(Shard::report).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Makes no more calls; a call in progress continues. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void awaitEnd(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
        lock.lock();
        try {
            keepPosition();
        } finally {
            lock.unlock();
        }
    }
}
