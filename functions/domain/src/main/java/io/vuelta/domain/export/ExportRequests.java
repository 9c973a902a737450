package io.vuelta.domain.export;

/** Has exports written by somebody else. */
public interface ExportRequests {
    /** Asks for the export, which is kept already. Delivered at least once; throws if it cannot be sent. */
    void send(ExportId export);
}
