package io.vuelta.domain.upload;

import org.jspecify.annotations.Nullable;

/**
 * A contact file that a client sends.
 *
 * @param name the client's name of the file; for people only
 * @param size the size in bytes, as declared and signed
 * @param key the key of the object in the bucket
 * @param parts the store's id of an upload in parts, see {@link PartUploads}; null for a file in one piece
 */
public record SentFile(
        String name, long size, String key, @Nullable String parts) {}
