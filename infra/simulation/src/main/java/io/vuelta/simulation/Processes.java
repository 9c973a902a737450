package io.vuelta.simulation;

import io.vuelta.domain.pace.Sleeper;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Functions that run concurrently on the timeline: while one waits, the events that are due happen. Only one runs at a
 * time, so a seed replays exactly. Each has its own thread; switching threads happens only if another event is due.
 */
final class Processes implements InstantSource, Sleeper {
    private final Timeline timeline;
    private final VirtualTime clock;
    private final Semaphore back = new Semaphore(0);
    private final Set<Running> parked = new HashSet<>();
    private @Nullable Running current;
    private boolean over;

    Processes(Timeline timeline, VirtualTime clock) {
        this.timeline = timeline;
        this.clock = clock;
    }

    /** A started function. */
    private static final class Running {
        final Semaphore go = new Semaphore(0);
        final Deque<Instant> deadlines = new ArrayDeque<>();
        int parallel;

        @Nullable
        Throwable thrown;
    }

    /** Starts work that may take time; returns when the work waits or is done. */
    void start(Runnable work) {
        if (current != null) {
            throw new IllegalStateException("a process begins on the timeline, not within another");
        }
        Running process = new Running();
        Thread.ofVirtual().start(() -> {
            process.go.acquireUninterruptibly();
            try {
                work.run();
            } catch (Throwable thrown) {
                process.thrown = thrown;
            }
            back.release();
        });
        resume(process);
    }

    private void resume(Running process) {
        Running before = current;
        parked.remove(process);
        current = process;
        process.go.release();
        back.acquireUninterruptibly();
        current = before;
        Throwable thrown = process.thrown;
        process.thrown = null;
        if (!over && thrown != null) {
            throw unchecked(thrown);
        }
    }

    /** Advances the time; events that are due until then happen first. */
    void advance(Duration by) {
        until(clock.instant().plus(by));
    }

    @Override
    public void until(Instant instant) {
        Running waiting = current;
        Timeline.Event next = timeline.next();
        if (waiting == null || next == null || next.at().isAfter(instant) || !instant.isAfter(clock.instant())) {
            clock.until(instant);
            return;
        }
        timeline.put(instant, () -> resume(waiting));
        parked.add(waiting);
        back.release();
        waiting.go.acquireUninterruptibly();
        if (over) {
            throw new ProcessCrash("the simulation is over");
        }
    }

    /** Waits until the next event has happened, if it is due within {@code most}. */
    void letHappen(Duration most) {
        Timeline.Event next = timeline.next();
        if (next != null && !next.at().isAfter(clock.instant().plus(most))) {
            Instant at = next.at().isAfter(clock.instant())
                    ? next.at()
                    : clock.instant().plusNanos(1_000_000);
            until(at.plusNanos(1_000_000));
        }
    }

    /** Runs a function that dies at its next outside call after its time-out. */
    void limited(Duration timeout, Runnable function) {
        Running process = current;
        if (process == null) {
            function.run();
            return;
        }
        process.deadlines.push(clock.instant().plus(timeout));
        try {
            function.run();
        } finally {
            process.deadlines.pop();
        }
    }

    /** When the running function reaches its time-out; null if it has none. */
    @Nullable
    Instant deadline() {
        Running process = current;
        return process == null ? null : process.deadlines.peek();
    }

    /** Runs work that has several outside calls in parallel. */
    void atOnce(Runnable several) {
        Running process = current;
        if (process == null) {
            several.run();
            return;
        }
        process.parallel++;
        try {
            several.run();
        } finally {
            process.parallel--;
        }
    }

    /** Whether the running work has several outside calls in parallel. */
    boolean isOneOfSeveral() {
        Running process = current;
        return process != null && process.parallel > 0;
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    /** Ends all functions that have not ended. */
    void end() {
        over = true;
        for (Running process : Set.copyOf(parked)) {
            resume(process);
        }
    }

    /** Runs on a virtual thread like the functions: switching between virtual threads is cheap. */
    static <T> T lightly(Supplier<T> run) {
        if (Thread.currentThread().isVirtual()) {
            return run.get();
        }
        Result<T> result = new Result<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                result.value = run.get();
            } catch (RuntimeException | Error thrown) {
                result.thrown = thrown;
            }
        });
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        if (result.thrown != null) {
            throw unchecked(result.thrown);
        }
        return Objects.requireNonNull(result.value);
    }

    /** Returns the exception, which is unchecked; throws an error directly. */
    private static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return (RuntimeException) thrown;
    }

    private static final class Result<T> {
        @Nullable
        T value;

        @Nullable
        Throwable thrown;
    }
}
