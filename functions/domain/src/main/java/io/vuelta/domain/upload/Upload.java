package io.vuelta.domain.upload;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a contact file.
 *
 * @param ifDuplicate how contacts that are in the campaign already are handled
 * @param mapping what the client says of the file's columns
 * @param columns how the columns were understood; null until the file has been looked through
 * @param problems the first 20, in the order of their lines
 * @param error why the file could not be used at all, as code and text; null if it could
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
    /** Problems that the API shows; the report has them all. */
    public static final int MAX_SHOWN = 20;

    public Upload {
        problems = List.copyOf(problems);
    }

    /** A file that is sent in one piece and does not change existing contacts. */
    public static Upload waiting(UploadId id, String fileName, long size, String key, Instant now) {
        return waiting(id, fileName, size, key, null, IfDuplicate.SKIP, now);
    }

    /** A file that is to come. */
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

    /** A file that is to come, and of whose columns something is said. */
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

    /** Every batch has been loaded. */
    public boolean complete() {
        return batches.isComplete();
    }

    /** How far a file is. */
    public enum Status {
        /** For the client's PUT. */
        WAITING,
        READING,
        LOADING,
        DONE,
        FAILED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean isOver() {
            return this == DONE || this == FAILED;
        }
    }
}
