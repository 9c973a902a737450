package io.vuelta.adapters.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Packs numbers and texts into one binary attribute: seven bits a byte, so that small numbers take little room. */
final class PackedWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Any 64 bits; those that are small as an unsigned number take little room. */
    PackedWriter unsigned(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            bytes.write((int) (left & 0x7F) | 0x80);
            left >>>= 7;
        }
        bytes.write((int) left);
        return this;
    }

    /** Numbers near zero take little room. */
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

    /** In milliseconds after another instant. */
    PackedWriter after(Instant base, Instant at) {
        return signed(at.toEpochMilli() - base.toEpochMilli());
    }

    AttributeValue done() {
        return AttributeValue.fromB(SdkBytes.fromByteArray(bytes.toByteArray()));
    }
}
