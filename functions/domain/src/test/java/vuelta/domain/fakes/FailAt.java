package vuelta.domain.fakes;

import java.util.concurrent.atomic.AtomicInteger;

/** Fails one operation, once: before it takes effect or after. */
public final class FailAt implements Faults {
    private final String operation;
    private final boolean afterwards;
    private final AtomicInteger left;

    private FailAt(String operation, boolean afterwards, int nth) {
        this.operation = operation;
        this.afterwards = afterwards;
        this.left = new AtomicInteger(nth);
    }

    /** The next {@code operation} fails and has no effect. */
    public static FailAt beforeNext(String operation) {
        return new FailAt(operation, false, 1);
    }

    /** The next {@code operation} takes effect, and whoever asked for it dies before hearing of it. */
    public static FailAt afterNext(String operation) {
        return new FailAt(operation, true, 1);
    }

    /** The same, for the nth of them from now, counted from 1. */
    public FailAt nth(int nth) {
        return new FailAt(operation, afterwards, nth);
    }

    @Override
    public void before(String operation) {
        if (!afterwards) {
            count(operation);
        }
    }

    @Override
    public void after(String operation) {
        if (afterwards) {
            count(operation);
        }
    }

    private void count(String met) {
        if (operation.equals(met) && left.decrementAndGet() == 0) {
            throw new Crash(met);
        }
    }

    /** Stands for a crash, a lost answer or a store that refuses. */
    public static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Crash(String operation) {
            super("as told, at " + operation);
        }
    }
}
