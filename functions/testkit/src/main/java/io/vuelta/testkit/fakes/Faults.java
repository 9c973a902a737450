package io.vuelta.testkit.fakes;

import io.vuelta.domain.store.StoreBusy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Receives every operation of a fake, by names such as {@code contacts.write}, and may throw or do something in
 * between. An operation that fails before has no effect; one that fails after has its whole effect.
 */
public interface Faults {
    Faults NONE = new Faults() {};

    default void before(String operation) {}

    /**
     * Called after an operation of a store has taken effect. Returns whether its answer is lost and the client sends it
     * again. The caller then gets the answer to the second request, which may be a refusal.
     */
    default boolean sentAgain(String operation) {
        return false;
    }

    default void after(String operation) {}

    /** Passes the name of each operation to an action before the operation. */
    static Faults beforeEach(Consumer<String> action) {
        return new Faults() {
            @Override
            public void before(String operation) {
                action.accept(operation);
            }
        };
    }

    /** Passes the name of each operation to an action after the operation. */
    static Faults afterEach(Consumer<String> action) {
        return new Faults() {
            @Override
            public void after(String operation) {
                action.accept(operation);
            }
        };
    }

    /** Does something before each {@code operation}. */
    static Faults beforeEach(String operation, Runnable action) {
        return beforeEach(onNth(operation, 0, action));
    }

    /** Does something after each {@code operation}. */
    static Faults afterEach(String operation, Runnable action) {
        return afterEach(onNth(operation, 0, action));
    }

    /** Does something once, before the next {@code operation}. */
    static Faults beforeNext(String operation, Runnable action) {
        return beforeNth(operation, 1, action);
    }

    /** Does something once, before the nth {@code operation} from now, counted from 1. */
    static Faults beforeNth(String operation, int nth, Runnable action) {
        return beforeEach(onNth(operation, nth, action));
    }

    /** Does something once, after the next {@code operation}. */
    static Faults afterNext(String operation, Runnable action) {
        return afterEach(onNth(operation, 1, action));
    }

    /** The store is busy at each {@code operation}. */
    static Faults busyAtEach(String operation) {
        return beforeEach(operation, () -> {
            throw new StoreBusy(operation, new IllegalStateException());
        });
    }

    private static Consumer<String> onNth(String operation, int nth, Runnable action) {
        AtomicInteger left = new AtomicInteger(nth);
        return met -> {
            if (met.equals(operation) && (nth == 0 || left.decrementAndGet() == 0)) {
                action.run();
            }
        };
    }
}
