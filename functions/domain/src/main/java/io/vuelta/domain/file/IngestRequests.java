package io.vuelta.domain.file;

/** Orders the reading of a file, like the bucket's notification when a file arrives; delivered at least once. */
public interface IngestRequests {
    /**
     * Orders the reading of a file.
     *
     * @param key the key of the file in the bucket
     */
    void send(String key);
}
