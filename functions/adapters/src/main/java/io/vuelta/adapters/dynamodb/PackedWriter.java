package io.vuelta.adapters.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Packs numbers and texts into one binary attribute: seven bits in each byte, so that small numbers need little space.
 */
final class PackedWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Writes any 64 bits; small unsigned numbers need little space. */
    PackedWriter unsigned(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            bytes.write((int) (left & 0x7F) | 0x80);
            left >>>= 7;
        }
        bytes.write((int) left);
        return this;
    }

    /** Writes a signed number; numbers near zero need little space. */
    PackedWriter signed(long value) {
        return unsigned((value << 1) ^ (value >> 63));
    }

    PackedWriter text(String text) {
        byte[] encoded = text.getBytes(UTF_8);
        return unsigned(encoded.length).raw(encoded);
    }

    PackedWriter raw(byte[] raw) {
        bytes.writeBytes(raw);
        return this;
    }

    /** Writes an instant in milliseconds after another instant. */
    PackedWriter after(Instant base, Instant at) {
        return signed(at.toEpochMilli() - base.toEpochMilli());
    }

    AttributeValue done() {
        return AttributeValue.fromB(SdkBytes.fromByteArray(bytes.toByteArray()));
    }
}
