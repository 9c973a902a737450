package io.vuelta.handlers.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.handlers.api.http.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** The description of the API: {@code infra/api/vuelta.yaml} as JSON. It is read again for each request. */
final class DescriptionResource {
    static final String FILE = "openapi.json";

    private DescriptionResource() {}

    static ApiResponse answer() {
        try (InputStream file = Objects.requireNonNull(DescriptionResource.class.getResourceAsStream(FILE), FILE)) {
            return new ApiResponse(200, Map.of(), new String(file.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }
}
