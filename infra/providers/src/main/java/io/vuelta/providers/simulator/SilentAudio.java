package io.vuelta.providers.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A second of silence as a WAV file: 8 kHz, 8 bits, one channel. */
public final class SilentAudio {
    private static final int HEADER = 44;
    private static final int RATE = 8_000;
    private static final byte ZERO_LEVEL = (byte) 128;

    private SilentAudio() {}

    public static byte[] wav() {
        ByteBuffer file = ByteBuffer.allocate(HEADER + RATE).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(US_ASCII)).putInt(HEADER - 8 + RATE).put("WAVEfmt ".getBytes(US_ASCII));
        file.putInt(16).putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE);
        file.putShort((short) 1)
                .putShort((short) 8)
                .put("data".getBytes(US_ASCII))
                .putInt(RATE);
        while (file.hasRemaining()) {
            file.put(ZERO_LEVEL);
        }
        return file.array();
    }
}
