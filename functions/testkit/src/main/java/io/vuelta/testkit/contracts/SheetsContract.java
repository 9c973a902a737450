package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportFilter;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.ExportRun;
import io.vuelta.domain.export.ExportedFile;
import io.vuelta.domain.export.Manifest;
import io.vuelta.domain.export.Sheets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the store of exports' files. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class SheetsContract {
    private static final List<List<String>> ROWS = List.of(
            List.of("id", "name", "context"),
            List.of("1", "Ana \"Ñ\" 🙂", "two\nlines, and a comma"),
            List.of("", "'=1+1", " "));

    protected final ExportRun run = run(1);

    private static ExportRun run(long number) {
        ExportId export = new ExportId(new CampaignId(UUID.randomUUID().toString()), "ex_1");
        return new ExportRun(export, Export.Kind.CONTACTS, number);
    }

    /** The port under test. */
    protected abstract Sheets sheets();

    /** The rows that a reader of the file finds, the header first; empty if there is no file. */
    protected abstract Optional<List<List<String>>> read(String key);

    protected abstract boolean hasManifest(String key);

    private Sheets.Written write(List<List<String>> rows, boolean bom) {
        return sheets().write(run, bom, writer -> rows.forEach(writer));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_file_has_every_row_unchanged_in_order(boolean bom) {
        Sheets.Written written = write(ROWS, bom);

        assertThat(read(run.key())).contains(ROWS);
        assertThat(written.sha256()).matches("[0-9a-f]{64}");
        assertThat(write(ROWS, bom)).isEqualTo(written);
        assertThat(write(ROWS.subList(0, 2), bom).sha256()).isNotEqualTo(written.sha256());
        assertThat(read(run.key())).contains(ROWS.subList(0, 2));
    }

    @Test
    void a_file_whose_rows_fail_is_not_created() {
        assertThatThrownBy(() -> sheets().write(run, false, writer -> {
                    writer.accept(ROWS.getFirst());
                    throw new IllegalStateException("the table does not answer");
                }))
                .hasMessage("the table does not answer");

        assertThat(read(run.key())).isEmpty();
    }

    private Manifest manifest() {
        Export export = Export.requested(run.export(), run.kind(), ExportFilter.NONE, true, false, Instant.EPOCH);
        ExportedFile file = new ExportedFile(run.key(), run.manifestKey(), 2, 77, "ab12");
        return new Manifest(export, ZoneOffset.UTC, ROWS.getFirst(), file, Instant.EPOCH, Instant.EPOCH, null);
    }

    @Test
    void only_the_files_of_the_run_are_removed() {
        ExportRun other = new ExportRun(run.export(), run.kind(), 10);
        write(ROWS, false);
        sheets().write(run, manifest());
        sheets().write(other, false, writer -> ROWS.forEach(writer));

        assertThat(hasManifest(run.manifestKey())).isTrue();

        sheets().remove(run);
        sheets().remove(run);

        assertThat(read(run.key())).isEmpty();
        assertThat(hasManifest(run.manifestKey())).isFalse();
        assertThat(read(other.key())).contains(ROWS);
    }
}
