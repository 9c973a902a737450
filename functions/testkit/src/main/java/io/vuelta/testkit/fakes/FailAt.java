package io.vuelta.testkit.fakes;

import java.util.concurrent.atomic.AtomicInteger;

/** Makes one operation fail once: before or after its effect, or as a client that sends it twice. */
public final class FailAt implements Faults {
    /** The effect on the operation. */
    private enum How {
        BEFORE,
        AFTER,
        SENT_AGAIN
    }

    private final String operation;
    private final How how;
    private final Runnable inBetween;
    private final AtomicInteger left;

    private FailAt(String operation, How how, Runnable inBetween, int nth) {
        this.operation = operation;
        this.how = how;
        this.inBetween = inBetween;
        this.left = new AtomicInteger(nth);
    }

    /** The next {@code operation} fails and has no effect. */
    public static FailAt beforeNext(String operation) {
        return new FailAt(operation, How.BEFORE, () -> {}, 1);
    }

    /** The next {@code operation} takes effect, and its caller crashes before it gets the answer. */
    public static FailAt afterNext(String operation) {
        return new FailAt(operation, How.AFTER, () -> {}, 1);
    }

    /** The next {@code operation} of a store takes effect, is sent again, and the caller gets the second answer. */
    public static FailAt sendingNextAgain(String operation) {
        return sendingNextAgain(operation, () -> {});
    }

    /** As {@link #sendingNextAgain(String)}, with an action between the first request and the second. */
    public static FailAt sendingNextAgain(String operation, Runnable inBetween) {
        return new FailAt(operation, How.SENT_AGAIN, inBetween, 1);
    }

    /** The same fault for the nth such operation from now, counted from 1. */
    public FailAt nth(int nth) {
        return new FailAt(operation, how, inBetween, nth);
    }

    @Override
    public void before(String met) {
        if (how == How.BEFORE && isMet(met)) {
            throw new Crash(met);
        }
    }

    @Override
    public boolean sentAgain(String met) {
        boolean again = how == How.SENT_AGAIN && isMet(met);
        if (again) {
            inBetween.run();
        }
        return again;
    }

    @Override
    public void after(String met) {
        if (how == How.AFTER && isMet(met)) {
            throw new Crash(met);
        }
    }

    private boolean isMet(String met) {
        return operation.equals(met) && left.decrementAndGet() == 0;
    }

    /** Represents a crash, a lost answer or a store that refuses. */
    public static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Crash(String operation) {
            super("failure set by the test, at " + operation);
        }
    }
}
