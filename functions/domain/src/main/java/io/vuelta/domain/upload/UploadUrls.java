package io.vuelta.domain.upload;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Creates signed URLs, by which a client reads or writes one object of the bucket without credentials for a limited
 * time. A URL expires no later than the session that has signed it, if the end of the session is known.
 */
public interface UploadUrls {
    /**
     * A URL to which exactly this file can be sent.
     *
     * @param size the size in bytes; it is signed, so no other size is accepted
     * @param sha256 the hash of the file, 64 lower-case hex digits; if present it is signed, so no other content is
     *     accepted
     */
    Put put(String key, long size, String contentType, Optional<String> sha256);

    /** A form with which exactly this file can be sent, with the same checks as {@link #put}; for browsers. */
    Form form(String key, long size, String contentType, Optional<String> sha256);

    /** A URL from which the object can be downloaded. */
    Get get(String key);

    /**
     * The URL from which an object can be downloaded.
     *
     * @param expiresAt the download must begin before this instant
     */
    record Get(URI url, Instant expiresAt) {}

    /**
     * The data with which a client sends a file.
     *
     * @param headers the headers, which must be sent unchanged because they are signed
     * @param expiresAt sending must begin before this instant
     */
    record Put(String method, URI url, Map<String, String> headers, Instant expiresAt) {
        public Put {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * The data with which a client sends a file as {@code multipart/form-data}.
     *
     * @param fields all fields of the form; the file follows them, as the field {@code file}
     * @param expiresAt sending must end before this instant
     */
    record Form(URI url, Map<String, String> fields, Instant expiresAt) {
        public Form {
            fields = new LinkedHashMap<>(fields);
        }
    }
}
