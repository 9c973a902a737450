package io.vuelta.domain.claim;

import java.time.Instant;

/**
 * A claim batch with claims that are not known to be over.
 *
 * @param size the number of members
 * @param over a bit for each member whose claim is over, by index
 * @param reported a bit for each member whose attempt has begun, or whose claim is over
 * @param wanted a bit for each member that must be checked although it was reported
 * @param sent whether its commands have been sent
 * @param look when the pacer checks its members
 */
public record OpenBatch(int size, long over, long reported, long wanted, boolean sent, Instant look) {
    static OpenBatch of(int size, Instant look) {
        return new OpenBatch(size, 0, 0, 0, false, look);
    }

    public boolean isOver(int index) {
        return (over & bit(index)) != 0;
    }

    public boolean isReported(int index) {
        return (reported & bit(index)) != 0;
    }

    public boolean isWanted(int index) {
        return (wanted & bit(index)) != 0;
    }

    /** Whether every claim is over. */
    public boolean isClosed() {
        return Long.bitCount(over) == size;
    }

    /** The number of claims that are not known to be over. */
    public int open() {
        return size - Long.bitCount(over);
    }

    /** The number of commands without a report. */
    public int unreported() {
        return size - Long.bitCount(reported);
    }

    OpenBatch over(int index) {
        return new OpenBatch(size, over | bit(index), reported | bit(index), wanted & ~bit(index), sent, look);
    }

    OpenBatch begun(int index) {
        return new OpenBatch(size, over, reported | bit(index), wanted, sent, look);
    }

    OpenBatch wanted(int index, Instant at) {
        Instant earlier = at.isBefore(look) ? at : look;
        return new OpenBatch(size, over, reported | bit(index), wanted | bit(index), sent, earlier);
    }

    OpenBatch asSent() {
        return new OpenBatch(size, over, reported, wanted, true, look);
    }

    OpenBatch lookedAtBy(Instant at) {
        return new OpenBatch(size, over, reported, wanted, sent, at);
    }

    /** The batch after a check of all wanted members; the next check is at {@code next}. */
    OpenBatch looked(Instant next) {
        return new OpenBatch(size, over, reported, 0, sent, next);
    }

    private static long bit(int index) {
        return 1L << index;
    }
}
