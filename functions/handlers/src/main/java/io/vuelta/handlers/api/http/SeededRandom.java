package io.vuelta.handlers.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        this.seed = sha256(seed, ("\nids\n" + began.toEpochMilli()).getBytes(UTF_8));
    }

    @Override
    public long nextLong() {
        byte[] counter = ByteBuffer.allocate(Long.BYTES).putLong(next++).array();
        return ByteBuffer.wrap(sha256(seed, counter)).getLong();
    }

    private static byte[] sha256(byte[] head, byte[] rest) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(head);
            return digest.digest(rest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
