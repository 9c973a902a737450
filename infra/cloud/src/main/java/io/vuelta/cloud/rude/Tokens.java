package io.vuelta.cloud.rude;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The transactions by their ClientRequestToken. DynamoDB Local executes a transaction once per token, but it does not
 * mark repeated answers and never reports that a transaction is still under way.
 */
final class Tokens {
    /** How long AWS remembers a token. */
    private static final long KEPT_NANOS = 600_000_000_000L;

    private static final long UNDER_WAY = Long.MAX_VALUE;

    enum State {
        NEW,
        UNDER_WAY,
        DONE
    }

    private final LongSupplier nanoTime;
    private final Map<String, Long> doneAt = new HashMap<>();
    private long swept;

    Tokens(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.swept = nanoTime.getAsLong();
    }

    /** Begins a transaction if its token is new; returns the state before. */
    synchronized State begin(String token) {
        sweep();
        Long done = doneAt.putIfAbsent(token, UNDER_WAY);
        if (done == null) {
            return State.NEW;
        }
        return done == UNDER_WAY ? State.UNDER_WAY : State.DONE;
    }

    synchronized void done(String token) {
        doneAt.put(token, nanoTime.getAsLong());
    }

    synchronized void failed(String token) {
        doneAt.remove(token, UNDER_WAY);
    }

    private void sweep() {
        long now = nanoTime.getAsLong();
        if (now - swept < KEPT_NANOS / 10) {
            return;
        }
        swept = now;
        Iterator<Long> dones = doneAt.values().iterator();
        while (dones.hasNext()) {
            long done = dones.next();
            if (done != UNDER_WAY && now - done > KEPT_NANOS) {
                dones.remove();
            }
        }
    }
}
