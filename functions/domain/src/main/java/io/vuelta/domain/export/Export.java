package io.vuelta.domain.export;

import io.vuelta.domain.campaign.ContactStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An export as it stands.
 *
 * @param statuses only contacts with one of these; empty for all
 * @param bom whether the file begins with a byte order mark, which Excel wants
 * @param raw whether text that a spreadsheet would run as a formula is left as it is
 * @param key of the file in the bucket; null until it is written
 * @param sha256 of the file, in hex; null until it is written
 * @param error why it failed; null if it did not
 */
public record Export(
        ExportId id,
        Kind kind,
        List<ContactStatus> statuses,
        boolean bom,
        boolean raw,
        Status status,
        int rows,
        @Nullable String key,
        @Nullable String sha256,
        @Nullable String error,
        Instant createdAt) {
    public Export {
        statuses = List.copyOf(statuses);
    }

    /** What is exported. */
    public enum Kind {
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

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> ofWire(String wire) {
            return Arrays.stream(values())
                    .filter(kind -> kind.wire().equals(wire))
                    .findFirst();
        }
    }

    /** How far it is. */
    public enum Status {
        RUNNING,
        DONE,
        FAILED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Export done(int rows, String key, String sha256) {
        return new Export(id, kind, statuses, bom, raw, Status.DONE, rows, key, sha256, null, createdAt);
    }

    Export failed(String error) {
        return new Export(id, kind, statuses, bom, raw, Status.FAILED, 0, null, null, error, createdAt);
    }
}
