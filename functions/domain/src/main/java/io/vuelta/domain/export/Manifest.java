package io.vuelta.domain.export;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The description of an export's file, stored beside it: its request and its result.
 *
 * @param export the export as it was requested
 * @param zone the campaign's time zone, in which instants are written
 * @param columns the columns of the file, in their order
 * @param readFrom when reading began: each row has the state of its contact at or after this instant
 * @param readUntil when reading ended: each row has the state of its contact at or before this instant
 * @param contactsRemoved when the campaign's contacts were removed because their retention period was over: the file
 *     then has only the contacts that still existed; null while they are kept
 */
public record Manifest(
        Export export,
        ZoneId zone,
        List<String> columns,
        ExportedFile file,
        Instant readFrom,
        Instant readUntil,
        @Nullable Instant contactsRemoved) {
    public Manifest {
        columns = List.copyOf(columns);
    }
}
