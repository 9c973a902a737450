package io.vuelta.adapters.csv;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.file.UnusableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CsvUploadedFilesTest {
    private static List<String> cells(byte[] file) {
        return new CsvUploadedFiles().read(file, table -> {
            List<String> cells = new ArrayList<>();
            table.rows().forEachRemaining(row -> {
                cells.add(String.valueOf(row.line()));
                cells.addAll(row.values());
            });
            return cells;
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "number,reason\n+52,niño\n",
                "\ufeffnumber;reason\r\n+52;niño",
                "number\treason\r+52\tniño",
                "\"number\"|\"reason\"\n\"+52\"|\"niño\"\n",
            })
    void a_file_is_read_with_any_delimiter_and_any_line_ending(String text) {
        assertThat(cells(text.getBytes(UTF_8))).containsExactly("1", "number", "reason", "2", "+52", "niño");
    }

    @Test
    void utf_16_is_recognised_by_the_byte_order_mark() {
        assertThat(cells("\ufeffnumber\n+52".getBytes(UTF_16LE))).containsExactly("1", "number", "2", "+52");
    }

    @Test
    void a_compressed_file_has_at_most_a_megabyte_when_it_is_unpacked() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write("number\n+52\n".getBytes(UTF_8));
            zip.write(new byte[1024 * 1024]);
        }

        assertThatThrownBy(() -> cells(bytes.toByteArray()))
                .isInstanceOf(UnusableFile.class)
                .hasMessageContaining("1048576 bytes when it is uncompressed");
    }

    @Test
    void a_file_that_is_not_text_is_refused() {
        assertThatThrownBy(() -> cells("a\0b".getBytes(UTF_8))).isInstanceOf(UnusableFile.class);
    }
}
