package io.vuelta.domain.upload;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes addresses at which a client reads or writes one object of the bucket without credentials, for a while. An address
 * expires no later than the session that has signed it, as far as it is known when that ends.
 */
public interface UploadUrls {
    /**
     * An address to which exactly this file can be sent.
     *
     * @param size bytes; signed, so that no other size is taken
     * @param sha256 of the file, 64 lower-case hex digits; signed if given, so that no other content is taken
     */
    Put put(String key, long size, String contentType, Optional<String> sha256);

    /** A form with which exactly this file can be sent, as {@link #put} promises it; for browsers. */
    Form form(String key, long size, String contentType, Optional<String> sha256);

    /** An address at which the object can be downloaded. */
    Get get(String key);

    /**
     * The address from which an object can be downloaded.
     *
     * @param expiresAt the download must have begun before
     */
    record Get(URI url, Instant expiresAt) {}

    /**
     * The data with which a client sends a file.
     *
     * @param headers must be sent unchanged: they are signed
     * @param expiresAt the sending must have begun before
     */
    record Put(String method, URI url, Map<String, String> headers, Instant expiresAt) {
        public Put {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * The data with which a client sends a file as {@code multipart/form-data}.
     *
     * @param fields of the form, all of them; the file follows them, as the field {@code file}
     * @param expiresAt the sending must have ended before
     */
    record Form(URI url, Map<String, String> fields, Instant expiresAt) {
        public Form {
            fields = new LinkedHashMap<>(fields);
        }
    }
}
