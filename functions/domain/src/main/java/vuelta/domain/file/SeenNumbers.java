package vuelta.domain.file;

import vuelta.domain.phone.PhoneNumber;

/**
 * The numbers that stand in a file so far: exact, and small enough for millions. A number's digits are kept as one long
 * in an open-addressing table that is at most three quarters full: a million take 16 MiB, and 24 MiB while it grows to
 * that.
 */
final class SeenNumbers {
    private static final int FIRST_SLOTS = 1 << 10;

    /** 2^64 / golden ratio: spreads neighbours, and numbers are neighbours. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** 0 is free: no number is. */
    private long[] slots = new long[FIRST_SLOTS];

    private int size;

    /** Returns whether it is new. */
    boolean add(PhoneNumber number) {
        String e164 = number.e164();
        return add(Long.parseLong(e164, 1, e164.length(), 10));
    }

    /**
     * Returns whether it is new.
     *
     * @param digits of the number, country code first: never 0, and never more than 15
     */
    boolean add(long digits) {
        if (size >= slots.length / 4 * 3) {
            grow();
        }
        if (!put(slots, digits)) {
            return false;
        }
        size++;
        return true;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long digits : slots) {
            if (digits != 0) {
                put(larger, digits);
            }
        }
        slots = larger;
    }

    private static boolean put(long[] slots, long digits) {
        int mask = slots.length - 1;
        int at = (int) ((digits * SPREAD) >>> 32) & mask;
        while (slots[at] != 0) {
            if (slots[at] == digits) {
                return false;
            }
            at = (at + 1) & mask;
        }
        slots[at] = digits;
        return true;
    }
}
