package io.vuelta.domain.upload;

import io.vuelta.domain.text.WireName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a contact file.
 *
 * @param ifDuplicate how contacts that are already in the campaign are handled
 * @param mapping the client's mapping of the file's columns
 * @param columns the meanings of the columns; null until the file has been checked
 * @param problems the first 20 problems, in the order of their lines
 * @param error why the file could not be used, as code and text; null if it could be used
 */
public record Upload(
        UploadId id,
        SentFile file,
        IfDuplicate ifDuplicate,
        ColumnMapping mapping,
        @Nullable FoundColumns columns,
        Status status,
        BatchProgress batches,
        RowCounts rows,
        List<RowProblem> problems,
        @Nullable String error,
        @Nullable String reportKey,
        Instant createdAt) {
    /** Maximum number of problems that the API shows; the report has all. */
    public static final int MAX_SHOWN = 20;

    public Upload {
        problems = List.copyOf(problems);
    }

    /** A file that is sent in one piece and does not change existing contacts. */
    public static Upload waiting(UploadId id, String fileName, long size, String key, Instant now) {
        return waiting(id, fileName, size, key, null, IfDuplicate.SKIP, now);
    }

    /** A file that is not sent yet. */
    public static Upload waiting(
            UploadId id,
            String fileName,
            long size,
            String key,
            @Nullable String parts,
            IfDuplicate ifDuplicate,
            Instant now) {
        return waiting(id, fileName, size, key, parts, ifDuplicate, ColumnMapping.NONE, now);
    }

    /** A file that is not sent yet, with a mapping of its columns. */
    public static Upload waiting(
            UploadId id,
            String fileName,
            long size,
            String key,
            @Nullable String parts,
            IfDuplicate ifDuplicate,
            ColumnMapping mapping,
            Instant now) {
        return new Upload(
                id,
                new SentFile(fileName, size, key, parts),
                ifDuplicate,
                mapping,
                null,
                Status.WAITING,
                BatchProgress.NONE,
                RowCounts.NONE,
                List.of(),
                null,
                null,
                now);
    }

    /** Whether every batch has been loaded. */
    public boolean complete() {
        return batches.isComplete();
    }

    /** The status of a file. */
    public enum Status implements WireName {
        /** The client has not sent the file yet. */
        WAITING,
        READING,
        LOADING,
        DONE,
        FAILED;

        public boolean isOver() {
            return this == DONE || this == FAILED;
        }
    }
}
