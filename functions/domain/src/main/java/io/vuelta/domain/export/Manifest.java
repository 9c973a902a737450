package io.vuelta.domain.export;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The description of an export's file, stored beside it: its request and its result.
 *
 * @param export as it was requested
 * @param zone of the campaign, in which instants are written
 * @param columns of the file, in their order
 * @param readFrom no row is older than its contact was then
 * @param readUntil no row is newer than its contact was then
 * @param contactsRemoved when the campaign's contacts were removed because they had been kept long enough, null as long as they
 *     are kept: the file has only the contacts that still existed
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
