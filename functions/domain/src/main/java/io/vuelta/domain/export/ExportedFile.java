package io.vuelta.domain.export;

/**
 * The file of an export that is done.
 *
 * @param key of the object in the bucket
 * @param manifestKey of its {@link Manifest}
 * @param rows without the header
 * @param bytes of the file
 * @param sha256 of the file, 64 lower-case hex digits
 */
public record ExportedFile(String key, String manifestKey, long rows, long bytes, String sha256) {}
