package io.vuelta.domain.export;

/** Orders the writing of exports by another function. */
public interface ExportRequests {
    /**
     * Orders the writing of an export that is already stored. Delivered at least once; throws if the request cannot be
     * sent.
     */
    void send(ExportId export);
}
