package io.vuelta.handlers.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A file in the form in which the function returns it.
 *
 * @param type the media type
 * @param whole the content in Base64, because a function's response cannot contain bytes
 * @param gzipped the content compressed by gzip, in Base64
 */
record ConsoleFile(String type, String whole, String gzipped) {
    /** Media types by the file name's extension. Licences have no extension. */
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
