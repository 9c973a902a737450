package io.vuelta.handlers.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.domain.text.Sha256;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * A random generator that gives the same numbers for the same seed. They cannot be predicted without the seed: they are
 * SHA-256 of the seed and a counter.
 */
final class SeededRandom implements RandomGenerator {
    private final byte[] seed;
    private long next;

    SeededRandom(byte[] seed, Instant began) {
        this.seed = Sha256.of(seed, ("\nids\n" + began.toEpochMilli()).getBytes(UTF_8));
    }

    @Override
    public long nextLong() {
        byte[] counter = ByteBuffer.allocate(Long.BYTES).putLong(next++).array();
        return ByteBuffer.wrap(Sha256.of(seed, counter)).getLong();
    }
}
