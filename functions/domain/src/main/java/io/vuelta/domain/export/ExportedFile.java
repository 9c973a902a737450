package io.vuelta.domain.export;

/**
 * The file of a completed export.
 *
 * @param key the key of the object in the bucket
 * @param manifestKey the key of its {@link Manifest}
 * @param rows the number of rows, without the header
 * @param bytes the size of the file, in bytes
 * @param sha256 of the file, 64 lower-case hex digits
 */
public record ExportedFile(String key, String manifestKey, long rows, long bytes, String sha256) {}
