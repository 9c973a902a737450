package io.vuelta.domain.export;

/** Orders the writing of exports by another function. */
public interface ExportRequests {
    /** Asks for the export, which is kept already. Delivered at least once; throws if it cannot be sent. */
    void send(ExportId export);
}
