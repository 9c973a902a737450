package io.vuelta.adapters.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the bytes that a {@link PackedWriter} has written. */
final class PackedReader {
    private static final byte[] NOTHING = {};

    private final byte[] bytes;
    private int at;

    /** @param value the attribute; null is read as an empty one */
    PackedReader(@Nullable AttributeValue value) {
        this.bytes = value == null ? NOTHING : value.b().asByteArrayUnsafe();
    }

    boolean isAtEnd() {
        return at == bytes.length;
    }

    long unsigned() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    int integer() {
        return Math.toIntExact(unsigned());
    }

    long signed() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    String text() {
        return new String(raw(integer()), UTF_8);
    }

    byte[] raw(int length) {
        byte[] raw = new byte[length];
        System.arraycopy(bytes, at, raw, 0, length);
        at += length;
        return raw;
    }

    Instant after(Instant base) {
        return Instant.ofEpochMilli(base.toEpochMilli() + signed());
    }
}
