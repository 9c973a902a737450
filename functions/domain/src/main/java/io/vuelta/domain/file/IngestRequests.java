package io.vuelta.domain.file;

/** Asks that a file be read, as the bucket does when it arrives; delivered at least once. */
public interface IngestRequests {
    /**
     * Asks for it.
     *
     * @param key of the file in the bucket
     */
    void send(String key);
}
