package io.vuelta.domain.file;

import io.vuelta.domain.phone.IdentityKey;
import io.vuelta.domain.phone.PhoneNumber;

/**
 * The numbers of a file so far, by their identity keys. It is exact, and needs little memory for millions of numbers.
 * The digits of a key are stored as one long in an open-addressing table that is at most three quarters full: a million
 * numbers need 16 MiB, and 24 MiB while the table grows to this size.
 */
final class SeenNumbers {
    private static final int FIRST_SLOTS = 1 << 10;

    /** 2^64 / golden ratio: as a multiplier, it spreads consecutive numbers over the table. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /**
     * A bit that is set if the number occurred only in forms that are not the best to dial; 15 digits do not use this
     * bit.
     */
    private static final long WITHOUT_MARK = 1L << 62;

    private static final long DIGITS = WITHOUT_MARK - 1;

    /** The slots; 0 marks a free one, because no number is 0. */
    private long[] slots = new long[FIRST_SLOTS];

    private int size;

    /** Whether a number was seen before. */
    enum Seen {
        NEW,
        /** The number occurred before, in this form or in a better one to dial. */
        AGAIN,
        /** The number occurred before, and this is its first form with the mobile mark. */
        AGAIN_WITH_MARK
    }

    /** Adds a number. Returns whether the person is new. */
    Seen add(PhoneNumber number) {
        String key = IdentityKey.of(number).e164();
        return add(Long.parseLong(key, 1, key.length(), 10), IdentityKey.isFullForm(number));
    }

    /**
     * Adds a key. Returns whether it is new.
     *
     * @param digits the digits of the key, with the country code first: never 0, and at most 15 digits
     * @param full see {@link IdentityKey#isFullForm}
     */
    Seen add(long digits, boolean full) {
        if (size >= slots.length / 4 * 3) {
            grow();
        }
        int at = place(slots, digits);
        if (slots[at] == 0) {
            slots[at] = full ? digits : digits | WITHOUT_MARK;
            size++;
            return Seen.NEW;
        }
        if (full && slots[at] != digits) {
            slots[at] = digits;
            return Seen.AGAIN_WITH_MARK;
        }
        return Seen.AGAIN;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long slot : slots) {
            if (slot != 0) {
                larger[place(larger, slot & DIGITS)] = slot;
            }
        }
        slots = larger;
    }

    /** The slot of the key, or the free slot where it belongs. */
    private static int place(long[] slots, long digits) {
        int mask = slots.length - 1;
        int at = (int) ((digits * SPREAD) >>> 32) & mask;
        while (slots[at] != 0 && (slots[at] & DIGITS) != digits) {
            at = (at + 1) & mask;
        }
        return at;
    }
}
