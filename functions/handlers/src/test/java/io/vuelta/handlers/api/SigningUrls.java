package io.vuelta.handlers.api;

import io.vuelta.domain.upload.UploadUrls;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Creates URLs that contain the signed values. */
final class SigningUrls implements UploadUrls {
    static final Instant EXPIRES = Instant.parse("2026-03-02T16:00:00Z");

    @Override
    public Put put(String key, long size, String contentType, Optional<String> sha256) {
        Map<String, String> headers =
                Map.of("content-type", contentType, "content-length", "" + size, "sha256", sha256.orElse("none"));
        return new Put("PUT", URI.create("https://bucket.example/" + key), headers, EXPIRES);
    }

    @Override
    public Form form(String key, long size, String contentType, Optional<String> sha256) {
        Map<String, String> fields =
                Map.of("key", key, "size", "" + size, "Content-Type", contentType, "sha256", sha256.orElse("none"));
        return new Form(URI.create("https://bucket.example/"), fields, EXPIRES);
    }

    @Override
    public Get get(String key) {
        return new Get(URI.create("https://bucket.example/" + key + "?signed"), EXPIRES);
    }
}
