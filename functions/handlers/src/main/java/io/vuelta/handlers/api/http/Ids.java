package io.vuelta.handlers.api.http;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Makes ids. Each id uses a new random generator: a generator made at the function's start would be identical in all
 * instances restored from one snapshot.
 */
public final class Ids {
    private static final char[] CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int TIME_DIGITS = 10;
    private static final int RANDOM_DIGITS = 16;
    private static final int SECRET_BYTES = 32;
    private static final ScopedValue<Repeatable> REPEATABLE = ScopedValue.newInstance();

    private final InstantSource clock;
    private final Supplier<? extends RandomGenerator> random;

    public Ids(InstantSource clock, Supplier<? extends RandomGenerator> random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * Runs an action whose ids and secrets are the same whenever it is run with the same seed.
     *
     * @param seed a secret
     * @param began the time that the ids contain
     * @param repeated whether an earlier run may have done a part of the work
     */
    static <T> T repeatably(byte[] seed, Instant began, boolean repeated, Supplier<T> action) {
        return ScopedValue.where(REPEATABLE, new Repeatable(new SeededRandom(seed, began), began, repeated))
                .call(action::get);
    }

    /** Whether an earlier run of this request may have been interrupted: an item with this id may exist already. */
    public static boolean isRepeated() {
        return REPEATABLE.isBound() && REPEATABLE.get().repeated();
    }

    /** When the request began; with an Idempotency-Key, when its first run began. */
    public Instant began() {
        return REPEATABLE.isBound() ? REPEATABLE.get().began() : clock.instant();
    }

    private record Repeatable(RandomGenerator random, Instant began, boolean repeated) {}

    private RandomGenerator random() {
        return REPEATABLE.isBound() ? REPEATABLE.get().random() : random.get();
    }

    /** A ULID: 26 digits of base 32 (Crockford), of which the first ten are the time in ms. Ids sort by time. */
    public String next() {
        char[] id = new char[TIME_DIGITS + RANDOM_DIGITS];
        long time = REPEATABLE.isBound() ? REPEATABLE.get().began().toEpochMilli() : clock.millis();
        for (int at = TIME_DIGITS - 1; at >= 0; at--) {
            id[at] = CROCKFORD[(int) (time & 31)];
            time >>>= 5;
        }
        RandomGenerator generator = random();
        for (int at = TIME_DIGITS; at < id.length; at++) {
            id[at] = CROCKFORD[generator.nextInt(CROCKFORD.length)];
        }
        return new String(id);
    }

    /** A secret: 256 random bits in Base64, which are 44 characters. */
    public String secret() {
        return Base64.getEncoder().encodeToString(bytes(SECRET_BYTES));
    }

    /** Random bytes, {@code count} of them. */
    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random().nextBytes(bytes);
        return bytes;
    }

    /** A random UUID (version 4). */
    public String uuid() {
        RandomGenerator generator = random();
        long high = (generator.nextLong() & ~0xF000L) | 0x4000L;
        long low = (generator.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
