package io.vuelta.handlers.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A file as it is answered.
 *
 * @param type its media type
 * @param whole in base64, as bytes pass through a function's answer
 * @param gzipped the same compressed, in base64
 */
record ConsoleFile(String type, String whole, String gzipped) {
    /** By the ending of the name; none is a licence's. */
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "", "text/plain; charset=utf-8");

    static ConsoleFile of(String name, byte[] bytes) {
        int dot = name.lastIndexOf('.');
        String type = TYPES.get(dot < 0 ? "" : name.substring(dot + 1));
        if (type == null) {
            throw new IllegalArgumentException("the console has a file of no known type: " + name);
        }
        Base64.Encoder base64 = Base64.getEncoder();
        return new ConsoleFile(type, base64.encodeToString(bytes), base64.encodeToString(gzipped(bytes)));
    }

    private static byte[] gzipped(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be compressed", e);
        }
        return compressed.toByteArray();
    }
}
