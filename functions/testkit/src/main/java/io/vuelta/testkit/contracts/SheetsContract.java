package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.Sheets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the place of the exports' files promises. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class SheetsContract {
    private static final List<List<String>> ROWS = List.of(
            List.of("id", "name", "context"),
            List.of("1", "Ana \"Ñ\" 🙂", "two\nlines, and a comma"),
            List.of("", "'=1+1", " "));

    private final ExportId export =
            new ExportId(new CampaignId(UUID.randomUUID().toString()), "ex_1");

    /** The port under test. */
    protected abstract Sheets sheets();

    /** What a reader of the file finds, the header first; empty if there is no file. */
    protected abstract Optional<List<List<String>>> read(ExportId export);

    private Sheets.Written write(List<List<String>> rows, boolean bom) {
        return sheets().write(export, bom, writer -> rows.forEach(writer));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void every_row_stands_in_the_file_as_it_is_in_their_order(boolean bom) {
        write(ROWS, bom);

        assertThat(read(export)).contains(ROWS);
    }

    @Test
    void the_same_rows_have_the_same_sum_and_key_and_others_another_sum() {
        Sheets.Written first = write(ROWS, false);

        assertThat(first.sha256()).matches("[0-9a-f]{64}");
        assertThat(write(ROWS, false)).isEqualTo(first);
        Sheets.Written shorter = write(ROWS.subList(0, 2), false);
        assertThat(shorter.key()).isEqualTo(first.key());
        assertThat(shorter.sha256()).isNotEqualTo(first.sha256());
        assertThat(read(export)).contains(ROWS.subList(0, 2));
    }

    @Test
    void a_file_whose_rows_break_off_never_comes_to_be() {
        assertThatThrownBy(() -> sheets().write(export, false, writer -> {
                    writer.accept(ROWS.getFirst());
                    throw new IllegalStateException("the table does not answer");
                }))
                .hasMessage("the table does not answer");

        assertThat(read(export)).isEmpty();
    }
}
