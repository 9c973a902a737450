package io.vuelta.domain.export;

import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.text.WireName;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An export and its status.
 *
 * @param bom whether the file begins with a byte order mark, which Excel needs
 * @param raw whether text that a spreadsheet would run as a formula is not escaped
 * @param file the written file; null if the export is not done
 * @param error why the export failed, as code and text; null if it did not fail
 * @param version raised by every write; while the export runs, the number of its runs so far; 0 before the first
 */
public record Export(
        ExportId id,
        Kind kind,
        ExportFilter filter,
        boolean bom,
        boolean raw,
        Status status,
        @Nullable ExportedFile file,
        @Nullable String error,
        Instant createdAt,
        long version) {
    public Export {
        if ((status == Status.DONE) != (file != null) || (status == Status.FAILED) != (error != null)) {
            throw new IllegalArgumentException("an export has a file when it is done, an error when it failed: " + id);
        }
    }

    /** A new export. */
    public static Export requested(ExportId id, Kind kind, ExportFilter filter, boolean bom, boolean raw, Instant now) {
        return new Export(id, kind, filter, bom, raw, Status.RUNNING, null, null, now, 0);
    }

    /** The contents of an export. */
    public enum Kind implements WireName {
        CONTACTS,
        CALLS,
        MESSAGES,
        /** Contacts that have extracted data. */
        RESULTS,
        /** Calls answered by a human that have a recording. */
        RECORDINGS;

        /** Whether its rows are contacts. */
        public boolean isOfContacts() {
            return this == CONTACTS || this == RESULTS;
        }

        /** Whether its rows are calls. */
        public boolean isOfCalls() {
            return this == CALLS || this == RECORDINGS;
        }

        /** The statuses that the rows can have, as they are written in the file. */
        public List<String> statuses(Channel channel) {
            return switch (this) {
                case CONTACTS, RESULTS ->
                    Arrays.stream(ContactStatus.values())
                            .filter(status -> status != ContactStatus.REMOVED && status.isOf(channel))
                            .map(ContactStatus::wire)
                            .toList();
                case CALLS, RECORDINGS -> WireName.all(CallStatus.values());
                case MESSAGES -> WireName.all(MessageStatus.values());
            };
        }

        public static Optional<Kind> ofWire(String wire) {
            return WireName.find(values(), wire);
        }
    }

    /** The status of an export. */
    public enum Status implements WireName {
        RUNNING,
        DONE,
        FAILED
    }

    /** The export in its next run: earlier runs can no longer end it. */
    Export begun() {
        return ended(Status.RUNNING, null, null);
    }

    Export done(ExportedFile written) {
        return ended(Status.DONE, written, null);
    }

    Export failed(String why) {
        return ended(Status.FAILED, null, why);
    }

    private Export ended(Status next, @Nullable ExportedFile written, @Nullable String why) {
        return new Export(id, kind, filter, bom, raw, next, written, why, createdAt, version + 1);
    }
}
