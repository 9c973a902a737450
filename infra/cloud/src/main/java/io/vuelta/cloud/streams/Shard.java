package io.vuelta.cloud.streams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.cloud.queues.BatchAnswer;
import io.vuelta.cloud.streams.FailureNotice.Condition;
import io.vuelta.cloud.template.FunctionModel.StreamTrigger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A shard for one function: passes its records on batch by batch, and stops while a batch fails. The mapping's lock
 * guards the waiting records and the current batch; the rest belongs to the shard's own thread.
 */
final class Shard {
    private static final Logger LOG = System.getLogger(Shard.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Lambda's payload has at most 6 MB; the difference is for the fields around the records. */
    private static final int MAX_BATCH_BYTES = (6 << 20) - (64 << 10);
    /** Lambda's limit for the state of a window. */
    private static final int MAX_STATE_BYTES = 1 << 20;

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);
    /** Interval at which the clock is checked while a window is open: the clock may differ from the machine's. */
    private static final Duration WINDOW_LOOK = Duration.ofMillis(100);

    private final StreamMapping mapping;
    private final StreamTrigger trigger;
    private final String id;
    private final @Nullable Shard parent;
    private final @Nullable Misbehaviour misbehaviour;
    private final Deque<ChangeRecord> waiting = new ArrayDeque<>();
    /** Records that the function is processing, or that will be tried again. */
    private final List<ChangeRecord> inHand = new ArrayList<>();

    private long waitingBytes;
    private boolean repeating;
    private long failures;
    private long givenUp;

    private @Nullable TimeWindow window;
    private @Nullable JsonNode state;
    private boolean stateTooLarge;

    Shard(StreamMapping mapping, String id, @Nullable Shard parent, @Nullable Misbehaviour misbehaviour) {
        this.mapping = mapping;
        this.trigger = mapping.trigger();
        this.id = id;
        this.parent = parent;
        this.misbehaviour = misbehaviour;
    }

    /** Records that are delivered, or fail, together. */
    private record Piece(List<ChangeRecord> records, int invocations, int retries) {}

    void add(ChangeRecord record) {
        waiting.add(record);
        waitingBytes += record.bytes();
    }

    boolean isDrained() {
        return waiting.isEmpty() && inHand.isEmpty() && !repeating;
    }

    /** The lowest unfinished sequence number. */
    long lowest() {
        if (!inHand.isEmpty()) {
            return inHand.getFirst().sequence();
        }
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.getFirst().sequence();
    }

    MappingState report() {
        @Nullable ChangeRecord oldest = inHand.isEmpty() ? waiting.peekFirst() : inHand.getFirst();
        Duration age = oldest == null
                ? Duration.ZERO
                : Duration.between(oldest.created(), mapping.clock().instant());
        return new MappingState(
                mapping.function().name(),
                trigger.name(),
                id,
                waiting.size() + inHand.size(),
                age.isNegative() ? Duration.ZERO : age,
                failures,
                givenUp);
    }

    void run() {
        try {
            while (awaitRecords()) {
                List<ChangeRecord> batch = takeBatch();
                if (batch.isEmpty()) {
                    endWindow();
                } else {
                    handle(batch);
                    repeat(batch);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(
                    Level.ERROR,
                    "The shard " + id + " of " + mapping.function().name() + " has stopped permanently",
                    e);
        }
    }

    /** Waits until there is a batch to deliver or a window to end; false when there will be none. */
    private boolean awaitRecords() throws InterruptedException {
        mapping.lock().lock();
        try {
            while (!mapping.isClosed()) {
                long left = waitNanos();
                if (left <= 0) {
                    return true;
                }
                mapping.changed().await(left, TimeUnit.NANOSECONDS);
            }
            return false;
        } finally {
            mapping.lock().unlock();
        }
    }

    private long waitNanos() {
        if (parent != null && !parent.isDrained()) {
            return Long.MAX_VALUE;
        }
        boolean windowIsOver = window != null && !mapping.clock().instant().isBefore(window.end());
        if (stateTooLarge || isFull() || (waiting.isEmpty() && windowIsOver)) {
            return 0;
        }
        if (waiting.isEmpty()) {
            return window == null ? Long.MAX_VALUE : WINDOW_LOOK.toNanos();
        }
        long end = waiting.getFirst().arrivedNanos() + trigger.window().toNanos();
        return end - System.nanoTime();
    }

    private boolean isFull() {
        return waiting.size() >= trigger.batchSize() || waitingBytes >= MAX_BATCH_BYTES;
    }

    /** A batch within one tumbling window; empty if a window must end first. */
    private List<ChangeRecord> takeBatch() {
        int size = misbehaviour == null ? trigger.batchSize() : misbehaviour.batchSize(trigger.batchSize());
        mapping.lock().lock();
        try {
            @Nullable TimeWindow open = window;
            if (waiting.isEmpty() || stateTooLarge) {
                return List.of();
            }
            if (!trigger.tumblingWindow().isZero()) {
                TimeWindow next = TimeWindow.around(waiting.getFirst().created(), trigger.tumblingWindow());
                if (open != null && !open.equals(next)) {
                    return List.of();
                }
                open = next;
                window = next;
            }
            long bytes = 0;
            while (!waiting.isEmpty() && inHand.size() < size && fits(waiting.getFirst(), bytes, open)) {
                ChangeRecord record = waiting.removeFirst();
                bytes += record.bytes() + 1L;
                waitingBytes -= record.bytes();
                inHand.add(record);
            }
            return List.copyOf(inHand);
        } finally {
            mapping.lock().unlock();
        }
    }

    private static boolean fits(ChangeRecord record, long bytes, @Nullable TimeWindow open) {
        boolean room = bytes == 0 || bytes + record.bytes() < MAX_BATCH_BYTES;
        return room && (open == null || record.created().isBefore(open.end()));
    }

    private void handle(List<ChangeRecord> batch) throws InterruptedException {
        if (misbehaviour != null) {
            pause(misbehaviour.late());
        }
        Deque<Piece> pieces = new ArrayDeque<>();
        pieces.add(new Piece(batch, 0, 0));
        while (!pieces.isEmpty() && isOpen()) {
            Piece piece = withoutOld(pieces.removeFirst());
            if (!piece.records().isEmpty()) {
                hand(piece, pieces);
            }
        }
    }

    private boolean isOpen() {
        mapping.lock().lock();
        try {
            return !mapping.isClosed();
        } finally {
            mapping.lock().unlock();
        }
    }

    private Piece withoutOld(Piece piece) {
        if (trigger.onFailure().maxAge().isEmpty()) {
            return piece;
        }
        Instant oldest =
                mapping.clock().instant().minus(trigger.onFailure().maxAge().get());
        List<ChangeRecord> old = piece.records().stream()
                .filter(record -> record.created().isBefore(oldest))
                .toList();
        if (old.isEmpty()) {
            return piece;
        }
        giveUp(old, Condition.RECORD_AGE_EXCEEDED, piece.invocations());
        List<ChangeRecord> young = piece.records().stream()
                .filter(record -> !record.created().isBefore(oldest))
                .toList();
        return new Piece(young, piece.invocations(), piece.retries());
    }

    private void hand(Piece piece, Deque<Piece> pieces) throws InterruptedException {
        List<ChangeRecord> records = piece.records();
        int failed = call(records);
        if (failed == records.size()) {
            done(records);
            return;
        }
        done(records.subList(0, failed));
        countFailure();
        List<ChangeRecord> left = records.subList(failed, records.size());
        int invocations = piece.invocations() + 1;
        // A split does not count as a retry, on Lambda either.
        if (trigger.onFailure().bisect() && failed > 0) {
            pieces.addFirst(new Piece(left, invocations, piece.retries()));
        } else if (trigger.onFailure().bisect() && left.size() > 1) {
            int middle = (left.size() + 1) / 2;
            pieces.addFirst(new Piece(left.subList(middle, left.size()), invocations, piece.retries()));
            pieces.addFirst(new Piece(left.subList(0, middle), invocations, piece.retries()));
        } else if (isExhausted(piece.retries())) {
            giveUp(left, Condition.RETRY_ATTEMPTS_EXHAUSTED, invocations);
            return;
        } else {
            pieces.addFirst(new Piece(left, invocations, piece.retries() + 1));
        }
        pause(backoff(piece.invocations()));
    }

    private boolean isExhausted(int retries) {
        OptionalInt most = trigger.onFailure().maxRetries();
        return most.isPresent() && retries >= most.getAsInt();
    }

    static Duration backoff(int before) {
        Duration time = FIRST_BACKOFF.multipliedBy(1L << Math.min(before, 10));
        return time.compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : time;
    }

    /** Calls the function and returns the number of finished records: all, or those before the first failed one. */
    private int call(List<ChangeRecord> records) {
        Optional<String> answer = mapping.function().code().call(event(records, false));
        if (answer.isEmpty() || !takeState(answer.get(), false)) {
            return 0;
        }
        if (!trigger.onFailure().reportsItemFailures()) {
            return records.size();
        }
        Set<String> all = records.stream().map(ChangeRecord::sequenceNumber).collect(Collectors.toSet());
        Optional<Set<String>> failed = BatchAnswer.failures(answer.get(), all);
        if (failed.isEmpty()) {
            return 0;
        }
        int good = 0;
        while (good < records.size() && !failed.get().contains(records.get(good).sequenceNumber())) {
            good++;
        }
        return good;
    }

    private byte[] event(List<ChangeRecord> records, boolean last) {
        @Nullable TimeWindow open = window;
        return open == null
                ? StreamEvent.of(records)
                : StreamEvent.of(records, open, state, id, trigger.streamArn(), last, last && stateTooLarge);
    }

    /** Keeps the window's state; false if the answer has none, which is a failure on Lambda. */
    private boolean takeState(String answer, boolean last) {
        if (window == null) {
            return true;
        }
        try {
            JsonNode next = JSON.readTree(answer).path("state");
            if (!next.isObject()) {
                if (!last) {
                    LOG.log(
                            Level.ERROR,
                            mapping.function().name() + " returned no state, which a tumbling window needs");
                }
                return last;
            }
            state = next;
            stateTooLarge = next.toString().getBytes(StandardCharsets.UTF_8).length > MAX_STATE_BYTES;
            return true;
        } catch (JsonProcessingException _) {
            return last;
        }
    }

    /** The invocation without records at a window's end; repeated until it succeeds or the retries are exhausted. */
    private void endWindow() throws InterruptedException {
        byte[] event = event(List.of(), true);
        int invocations = 0;
        while (isOpen()) {
            Optional<String> answer = mapping.function().code().call(event);
            invocations++;
            if (answer.isPresent() || isExhausted(invocations - 1)) {
                break;
            }
            countFailure();
            pause(backoff(invocations - 1));
        }
        mapping.lock().lock();
        try {
            window = null;
        } finally {
            mapping.lock().unlock();
        }
        state = null;
        stateTooLarge = false;
    }

    private void repeat(List<ChangeRecord> batch) {
        if (misbehaviour == null) {
            return;
        }
        List<ChangeRecord> again = misbehaviour.again(batch);
        if (!again.isEmpty() && isOpen()) {
            call(again);
        }
        mapping.lock().lock();
        try {
            repeating = false;
            mapping.changed().signalAll();
        } finally {
            mapping.lock().unlock();
        }
    }

    private void done(List<ChangeRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        mapping.lock().lock();
        try {
            Set<Long> sequences = records.stream().map(ChangeRecord::sequence).collect(Collectors.toSet());
            inHand.removeIf(record -> sequences.contains(record.sequence()));
            repeating = misbehaviour != null;
            mapping.done(records);
        } finally {
            mapping.lock().unlock();
        }
    }

    private void giveUp(List<ChangeRecord> records, Condition condition, int invocations) {
        LOG.log(
                Level.ERROR,
                "{0} gave up {1} records of {2} from {3} on: {4}",
                mapping.function().name(),
                records.size(),
                id,
                records.getFirst().sequenceNumber(),
                condition);
        trigger.onFailure()
                .queueArn()
                .ifPresent(queue -> mapping.sendFailure(
                        queue,
                        FailureNotice.of(
                                mapping.function(),
                                id,
                                records,
                                condition,
                                invocations,
                                mapping.clock().instant())));
        mapping.lock().lock();
        try {
            givenUp += records.size();
        } finally {
            mapping.lock().unlock();
        }
        done(records);
    }

    private void countFailure() {
        mapping.lock().lock();
        try {
            failures++;
        } finally {
            mapping.lock().unlock();
        }
    }

    /** Waits, at most until the mapping is closed. */
    private void pause(Duration time) throws InterruptedException {
        long left = time.toNanos();
        mapping.lock().lock();
        try {
            while (left > 0 && !mapping.isClosed()) {
                left = mapping.changed().awaitNanos(left);
            }
        } finally {
            mapping.lock().unlock();
        }
    }
}
