package io.vuelta.domain.upload;

import org.jspecify.annotations.Nullable;

/**
 * A contact file as its client sends it.
 *
 * @param name as the client named it; for people only
 * @param size bytes, as declared and signed
 * @param key of the object in the bucket
 * @param parts by which id the store knows the file's parts, see {@link PartUploads}; null for a file that comes whole
 */
public record SentFile(
        String name, long size, String key, @Nullable String parts) {}
